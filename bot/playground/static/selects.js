/** Selects: of the bot's own options, of people, channels and conversations, and of what it finds. */

import { chooser } from "./chooser.js";
import { plainText } from "./mrkdwn.js";
import { actors, nameOf, titleOf } from "./reader.js";

// https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select
const LEAST_LETTERS = 3;
const PAUSE_MS = 150;

/** Words as one looks for them: without accents, small. */
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const entryOfOption = (option, group = "") => ({
  value: option,
  label: plainText(option.text),
  about: option.description && plainText(option.description),
  group,
});

/** Entries of which the label or what is said of it has what was typed. */
const among = (entries) => (typed) =>
  entries.filter(({ label, about }) => folded(`${label} ${about ?? ""}`).includes(folded(typed)));

const entriesOf = (groups) =>
  groups.flatMap(({ label, options }) =>
    options.map((option) => entryOfOption(option, label ? plainText(label) : "")));

/** A select of the bot's own options, in groups or not. */
export function staticSelect(element, field) {
  const entries = entriesOf(element.option_groups ?? [{ options: element.options ?? [] }]);
  return chooser(element, field, { least: 0, ask: among(entries), entryOf: entryOfOption });
}

/** A select whose options the bot gives while one types. */
export function externalSelect(element, field) {
  const ask = async (typed) => entriesOf(await field.suggest(element, typed));
  const least = element.min_query_length ?? LEAST_LETTERS;
  return chooser(element, field, { least, pause: PAUSE_MS, ask, entryOf: entryOfOption });
}

/** A select of people. */
export function peopleSelect(element, field) {
  const { state, person } = field.reader;
  const entries = actors(state).map((one) => ({
    value: one.id,
    label: nameOf(one),
    about: one.profile.title,
  }));
  const entryOf = (id) => ({ value: id, label: person(id) ?? id });
  return chooser(element, field, { least: 0, ask: among(entries), entryOf });
}

/** A select of channels or conversations: those that it offers, and what stands in it besides. */
export function placesSelect(element, field) {
  const { state } = field.reader;
  const channels = new Map(state.channels.map((channel) => [channel.id, channel]));
  const entryOf = (id) => ({
    value: id,
    label: channels.has(id) ? titleOf(channels.get(id), state) : id,
  });
  const held = [field.value(element) ?? []].flat();
  const entries = [...new Set([...field.offered(element), ...held])].map(entryOf);
  return chooser(element, field, { least: 0, ask: among(entries), entryOf });
}
