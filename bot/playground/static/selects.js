/** Selects whose options are known: the bot's own, people, channels, conversations. */

import { h } from "./dom.js";
import { plainText } from "./mrkdwn.js";
import { actors, titleOf } from "./reader.js";
import { say } from "./words.js";

const places = (state, kept) =>
  state.channels
    .filter((channel) => !channel.archived && kept(channel))
    .map((channel) => ({ value: channel.id, label: titleOf(channel, state) }));

const LISTED = {
  users_select: (state) => actors(state).map((one) => ({ value: one.id, label: one.real_name })),
  channels_select: (state) => places(state, (channel) => channel.kind === "public"),
  conversations_select: (state) => places(state, () => true),
};

/** Groups of {label, value}: an option object for static selects, an id for the others. */
function groupsOf(element, reader) {
  const list = LISTED[element.type.replace("multi_", "")];
  if (list) return [{ label: "", options: list(reader.state) }];
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
  const groups = groupsOf(element, field.reader);
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
  const groups = groupsOf(element, field.reader);
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
