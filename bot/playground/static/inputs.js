/** Boxes to type text, rich text, addresses and numbers into. */

import { composing, freshId, h } from "./dom.js";
import { plainText } from "./mrkdwn.js";
import { say } from "./words.js";

const PAUSE_MS = 300;
// https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element
const LONGEST = 3000;
const KINDS = {
  plain_text_input: { type: "text" },
  url_text_input: { type: "url" },
  email_text_input: { type: "email" },
  // A number field of the browser forgets what it can't read; the form says what is wrong.
  number_input: { type: "text", inputmode: "decimal" },
};

/** When the bot hears of the typing, where the block dispatches actions. */
const triggers = (element) =>
  element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];

function counter(box, most) {
  const shown = h("small", { class: "counter", id: freshId() });
  const count = () => {
    const length = box.value.length;
    shown.textContent = `${length} / ${most}`;
    shown.setAttribute("aria-label", say("left", { count: length, most }));
    shown.classList.toggle("full", length >= most);
  };
  box.addEventListener("input", count);
  count();
  return shown;
}

/** A text box of one line or several, with a counter where it has an end. */
export function textInput(element, field) {
  const box = h(element.multiline ? "textarea" : "input", {
    ...(element.multiline ? { rows: 5 } : KINDS[element.type]),
    placeholder: element.placeholder && plainText(element.placeholder),
    maxlength: element.max_length ?? (element.type === "plain_text_input" ? LONGEST : null),
    autocomplete: "off",
    "aria-labelledby": field.labelledby,
    "aria-describedby": field.describedby,
    "aria-required": field.required,
    "aria-label": field.label,
    value: field.value(element) ?? "",
  });
  let waiting = 0;
  const on = triggers(element);
  box.addEventListener("input", () => {
    field.changed(element, box.value || null, true);
    clearTimeout(waiting);
    if (on.includes("on_character_entered")) {
      waiting = setTimeout(() => field.changed(element, box.value || null), PAUSE_MS);
    }
  });
  box.addEventListener("keydown", (event) => {
    const sends = event.key === "Enter" && !event.ctrlKey && !event.metaKey;
    if (!sends || !field.acts || element.multiline || composing(event)) return;
    event.preventDefault();
    if (on.includes("on_enter_pressed")) field.changed(element, box.value || null);
  });
  return element.max_length
    ? h("div", { class: "counted" }, box, counter(box, element.max_length))
    : box;
}

/** What rich text says, its paragraphs as lines. */
function wordsOf(value) {
  const words = (part) => part.text ?? (part.elements ?? []).map(words).join("");
  return (value?.elements ?? [])
    .map((part) => (part.type === "rich_text_list" ? part.elements.map(words).join("\n") : words(part)))
    .join("\n");
}

const richTextOf = (text) => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
});

/** A box for rich text: what is typed goes to the bot as rich text without any style. */
export function richTextInput(element, field) {
  const box = h("textarea", {
    rows: 5,
    placeholder: element.placeholder && plainText(element.placeholder),
    "aria-labelledby": field.labelledby,
    "aria-describedby": field.describedby,
    "aria-required": field.required,
    "aria-label": field.label,
    value: wordsOf(field.value(element)),
    oninput: () => field.changed(element, box.value ? richTextOf(box.value) : null, true),
    onchange: () => field.changed(element, box.value ? richTextOf(box.value) : null),
  });
  return box;
}
