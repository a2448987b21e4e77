/**
 * Block Kit's elements as controls.
 * Source: https://docs.slack.dev/reference/block-kit/block-elements
 *
 * A control is drawn for a `field`: {block, values, reader, acts, does(element, chosen),
 * suggest(element, typed), labelledby, label, describedby, required}. `acts` says whether the bot hears of each
 * change at once; otherwise the value waits in `values` for the form to be sent.
 */

import { freshId, h } from "./dom.js";
import { placeOfPicture } from "./files.js";
import { plainText, textOf } from "./mrkdwn.js";
import { confirmed, menuButton } from "./menu.js";
import { richTextInput, textInput } from "./inputs.js";
import { datePicker, momentPicker, timePicker } from "./pickers.js";
import { externalSelect, peopleSelect, placesSelect, staticSelect } from "./selects.js";
import { say } from "./words.js";

const spotOf = (element, field) => `${field.block.block_id}/${element.action_id}`;

/** A note for what the page does not know. */
export const unknown = (type) => h("p", { class: "unknown" }, say("unknown", { type }));

/** A picture with its alt text; of one from elsewhere, which is never fetched, only the text. */
export function picture(image) {
  const alt = image.alt_text;
  const place = placeOfPicture(image);
  if (place === null) {
    return h("span", { class: "elsewhere", role: "img", "aria-label": alt }, say("image", { alt }));
  }
  return h("img", { src: place, alt, title: alt, loading: "lazy" });
}

// The buttons whose question was just answered with yes.
const agreed = new WeakSet();

function button(element, field) {
  // A second press waits for the answer to the first.
  const press = async (event) => {
    const pressed = event.currentTarget;
    const busy = pressed.hasAttribute("aria-busy");
    // A link waits for the answer to the question, then opens by a click of its own.
    if (busy || (element.confirm && !agreed.has(pressed))) event.preventDefault();
    if (busy) return;
    if (!agreed.delete(pressed) && element.confirm) {
      if (!(await confirmed(element.confirm, field.reader))) return;
      agreed.add(pressed);
      pressed.click();
      return;
    }
    pressed.setAttribute("aria-busy", "true");
    await field.does(element, {});
    pressed.removeAttribute("aria-busy");
  };
  const style = { primary: "primary", danger: "danger" }[element.style] ?? "";
  const shared = { class: `button ${style}`, "aria-label": element.accessibility_label };
  const label = plainText(element.text);
  if (!element.url) return h("button", { ...shared, type: "button", onclick: press }, label);
  const where = { href: element.url, target: "_blank", rel: "noopener noreferrer" };
  return h("a", { ...shared, ...where, onclick: press }, label);
}

function overflow(element, field) {
  const entries = element.options.map((option) => ({
    label: plainText(option.text),
    about: option.description && plainText(option.description),
    href: option.url,
    choose: async () => {
      if (await confirmed(element.confirm, field.reader)) {
        await field.does(element, { selected_option: option });
      }
    },
  }));
  return menuButton("⋯", say("more"), entries);
}

/** Radio buttons or checkboxes; `read` makes the field's value of the chosen options. */
function choices(kind, element, field, chosen, read) {
  const name = freshId();
  const boxes = element.options.map((option) =>
    h("input", { type: kind, name, checked: chosen.some((one) => one?.value === option.value) }),
  );
  const change = () => {
    const checked = element.options.filter((_, index) => boxes[index].checked);
    return field.changed(element, read(checked));
  };
  const rows = element.options.map((option, index) =>
    h("label", { class: "choice" },
      boxes[index],
      h("span", {},
        textOf(option.text, field.reader),
        option.description ? h("small", {}, textOf(option.description, field.reader)) : null)),
  );
  return h(
    "div",
    {
      class: "choices",
      role: kind === "radio" ? "radiogroup" : "group",
      "aria-labelledby": field.labelledby,
      "aria-describedby": field.describedby,
      onchange: change,
    },
    rows,
  );
}

const radio = (element, field) =>
  choices("radio", element, field, [field.value(element)], (options) => options[0] ?? null);

const checkboxes = (element, field) =>
  choices("checkbox", element, field, field.value(element) ?? [], (options) => options);

const DRAWN = {
  button,
  overflow,
  image: picture,
  radio_buttons: radio,
  checkboxes,
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: momentPicker,
  static_select: staticSelect,
  users_select: peopleSelect,
  conversations_select: placesSelect,
  channels_select: placesSelect,
  multi_static_select: staticSelect,
  multi_users_select: peopleSelect,
  multi_conversations_select: placesSelect,
  multi_channels_select: placesSelect,
  external_select: externalSelect,
  multi_external_select: externalSelect,
  rich_text_input: richTextInput,
  plain_text_input: textInput,
  url_text_input: textInput,
  email_text_input: textInput,
  number_input: textInput,
};

/** What a control needs: its value, and a way to say that it changed. */
function wired(field, redraw, busy) {
  const id = field.block.block_id;
  const { values } = field;
  return {
    ...field,
    value: (element) => values.get(id, element),
    offered: (element) => values.offered(id, element),
    changed: async (element, value, quietly = false, before = values.get(id, element)) => {
      values.set(id, element, value);
      if (!field.acts || quietly) return;
      if (!(await confirmed(element.confirm, field.reader))) {
        values.set(id, element, before);
        redraw();
        return;
      }
      busy(true);
      await field.send(element, value);
      busy(false);
    },
  };
}

/** The control of an element; a grey note where the page does not know its type. */
export function control(element, field) {
  const draw = Object.hasOwn(DRAWN, element.type) ? DRAWN[element.type] : null;
  if (!draw) return unknown(element.type);
  const spot = spotOf(element, field);
  const holder = h("div", { class: "control", "data-spot": spot });
  const mark = (failed) => {
    holder.querySelector(".failed")?.remove();
    if (failed) holder.append(h("p", { class: "failed", role: "alert" }, say("failed")));
  };
  const busy = (is) => holder.setAttribute("aria-busy", String(is));
  const redraw = () => {
    holder.replaceChildren(draw(element, wired(field, redraw, busy)));
    field.values.markable(spot, holder, mark);
  };
  redraw();
  if (element.focus_on_load) holder.dataset.first = "";
  return holder;
}
