/** Selects whose options are known: the bot's own, people, channels, conversations. */

import { h } from "./dom.js";
import { plainText } from "./mrkdwn.js";
import { actors, nameOf, titleOf } from "./reader.js";
import { say } from "./words.js";

/** What the select offers, and what stands in it without being offered. */
function places(element, field) {
  const { state } = field.reader;
  const channels = new Map(state.channels.map((channel) => [channel.id, channel]));
  return [...new Set([...field.offered(element), ...[field.value(element) ?? []].flat()])].map(
    (id) => ({ value: id, label: channels.has(id) ? titleOf(channels.get(id), state) : id }),
  );
}

const people = (element, field) =>
  actors(field.reader.state).map((one) => ({ value: one.id, label: nameOf(one) }));

const LISTED = {
  users_select: people,
  channels_select: places,
  conversations_select: places,
};

/** Groups of {label, value}: an option object for static selects, an id for the others. */
function groupsOf(element, field) {
  const list = LISTED[element.type.replace("multi_", "")];
  if (list) return [{ label: "", options: list(element, field) }];
  const offered = (options) =>
    options.map((option) => ({ value: option, label: plainText(option.text) }));
  if (!element.option_groups) return [{ label: "", options: offered(element.options ?? []) }];
  return element.option_groups.map((group) => ({
    label: plainText(group.label),
    options: offered(group.options),
  }));
}

const same = (one, other) => (one?.value ?? one) === (other?.value ?? other);

function drawn(groups, chosen) {
  let index = 0;
  const option = ({ label, value }) =>
    h("option", { value: String(index++), selected: chosen.some((one) => same(one, value)) }, label);
  return groups.map((group) =>
    group.label
      ? h("optgroup", { label: group.label }, group.options.map(option))
      : group.options.map(option),
  );
}

const shared = (element, field) => ({
  "aria-labelledby": field.labelledby,
  "aria-describedby": field.describedby,
  "aria-label": field.labelledby ? null : placeholder(element),
});

const placeholder = (element) =>
  element.placeholder ? plainText(element.placeholder) : say("choose");

/** A select of one option. */
export function select(element, field) {
  const groups = groupsOf(element, field);
  const values = groups.flatMap((group) => group.options.map((option) => option.value));
  const chosen = field.value(element);
  const nothing = h("option", { value: "", selected: chosen === null }, placeholder(element));
  // In a message the first line only invites; in a form it takes the choice back.
  nothing.disabled = field.acts;
  return h(
    "select",
    {
      ...shared(element, field),
      onchange: (event) => {
        const at = event.currentTarget.value;
        field.changed(element, at === "" ? null : values[Number(at)]);
      },
    },
    nothing,
    drawn(groups, chosen === null ? [] : [chosen]),
  );
}

/** A select of several options. */
export function severalSelect(element, field) {
  const groups = groupsOf(element, field);
  const values = groups.flatMap((group) => group.options.map((option) => option.value));
  return h(
    "select",
    {
      ...shared(element, field),
      multiple: true,
      size: Math.max(2, Math.min(5, values.length)),
      onchange: (event) => {
        const at = [...event.currentTarget.selectedOptions].map((one) => Number(one.value));
        field.changed(element, at.map((index) => values[index]));
      },
    },
    drawn(groups, field.value(element) ?? []),
  );
}
