/**
 * Block Kit's blocks as DOM nodes.
 * Source: https://docs.slack.dev/reference/block-kit/blocks
 */

import { freshId, h } from "./dom.js";
import { control, picture, unknown } from "./elements.js";
import { markdown } from "./markdown.js";
import { plainText, textOf } from "./mrkdwn.js";
import { richText } from "./rich.js";
import { table } from "./table.js";
import { KEPT } from "./values.js";
import { say } from "./words.js";

/** The field of an element: its block, and what the surface does with it. */
function fieldOf(block, surface, more) {
  const { values, reader, does, suggest } = surface;
  const send = (element, value) =>
    does(block, element, { [KEPT[element.type]]: value });
  return {
    block,
    values,
    reader,
    acts: true,
    send,
    does: (element, chosen) => does(block, element, chosen),
    suggest: (element, typed) => suggest(block, element, typed),
    ...more,
  };
}

// Slack folds a long section of a message; it does not say from where on.
const FOLDED_CHARACTERS = 1200;

/** A section's text, folded where it is long unless it says that it always expands. */
function sectionText(block, label, reader) {
  const text = h("div", { id: label, class: "text" }, textOf(block.text, reader));
  if (block.expand || block.text.text.length < FOLDED_CHARACTERS) return text;
  text.classList.add("folded");
  const more = h("button", { type: "button", class: "link",
    onclick: () => {
      text.classList.remove("folded");
      more.remove();
    } }, say("seeMore"));
  return [text, more];
}

function section(block, surface) {
  const label = block.text ? freshId() : null;
  const { reader } = surface;
  return h("div", { class: "section" },
    h("div", { class: "words" },
      block.text ? sectionText(block, label, reader) : null,
      block.fields
        ? h("div", { class: "fields" },
            block.fields.map((field) => h("div", { class: "text" }, textOf(field, reader))))
        : null),
    block.accessory ? accessory(block, surface, label) : null);
}

function accessory(block, surface, label) {
  const named = block.accessory.type === "button" ? null : label;
  return control(block.accessory, fieldOf(block, surface, { labelledby: named }));
}

function header(block) {
  return h("h3", {}, plainText(block.text));
}

function context(block, { reader }) {
  const parts = block.elements.map((element) =>
    element.type === "image"
      ? picture(element)
      : h("div", { class: "text" }, textOf(element, reader)));
  return h("div", { class: "context" }, parts);
}

function actions(block, surface) {
  const field = fieldOf(block, surface, {});
  return h("div", { class: "actions" }, block.elements.map((element) => control(element, field)));
}

function image(block) {
  const title = block.title ? h("figcaption", {}, plainText(block.title)) : null;
  return h("figure", {}, title, picture(block));
}

/** A field with its label, hint and error; the form fills the error in. */
function input(block, surface) {
  const [label, hint, error] = [freshId(), freshId(), freshId()];
  const field = fieldOf(block, surface, {
    acts: Boolean(block.dispatch_action),
    labelledby: label,
    label: plainText(block.label),
    describedby: `${hint} ${error}`,
    required: block.optional ? null : "true",
  });
  const drawn = control(block.element, field);
  const focus = () => drawn.querySelector("input, select, textarea")?.focus();
  return h("div", { class: "input" },
    h("div", { id: label, class: "label", onclick: focus },
      plainText(block.label),
      block.optional ? h("span", { class: "optional" }, ` ${say("optional")}`) : null),
    drawn,
    h("p", { id: hint, class: "hint" }, block.hint ? plainText(block.hint) : ""),
    h("p", { id: error, class: "error", role: "alert" }));
}

/** A file that an app keeps elsewhere; such blocks come with messages, no app can send one. */
const file = (block) =>
  h("p", { class: "file" }, "📎 ", say("remoteFile", { id: block.external_id }));

const DRAWN = {
  section,
  header,
  context,
  actions,
  image,
  input,
  divider: () => h("hr"),
  file,
  rich_text: (block, { reader }) => richText(block, reader),
  markdown: (block, { reader }) => h("div", { class: "markdown" }, markdown(block.text, reader)),
  table: (block, { reader }) => table(block, reader),
};

/**
 * The nodes of a surface's blocks.
 * A surface is {values, reader, does(block, element, chosen), suggest(block, element, typed)}.
 */
export function draw(blocks, surface) {
  return blocks.map((block) => {
    const known = Object.hasOwn(DRAWN, block.type) ? DRAWN[block.type] : null;
    const node = known ? known(block, surface) : unknown(block.type);
    node.classList.add("block");
    node.dataset.block = block.block_id;
    return node;
  });
}
