/** Pickers of a date, a time, or both. */

import { h } from "./dom.js";
import { plainText } from "./mrkdwn.js";
import { say } from "./words.js";
import { instantOf, localOf } from "./zones.js";

const NAMES = { date: "pickDate", time: "pickTime", "datetime-local": "pickMoment" };
// What a browser shows half typed has no value; the form says that it is no date.
const UNREADABLE = "?";

/** A picker of that type of input; `shown` and `read` turn the field's value into its and back. */
function picker(type, shown, read) {
  return (element, field) => {
    const hint = element.placeholder ? plainText(element.placeholder) : say(NAMES[type]);
    const valueOf = (box) => {
      if (box.validity.badInput) return UNREADABLE;
      return box.value ? read(box.value, field) : null;
    };
    const box = h("input", {
      type,
      "aria-labelledby": field.labelledby,
      "aria-describedby": field.describedby,
      "aria-required": field.required,
      "aria-label": field.labelledby ? field.label : hint,
      title: field.labelledby ? null : hint,
      value: field.value(element) ? shown(field.value(element), field) : "",
      onchange: () => field.changed(element, valueOf(box)),
      onblur: () => box.validity.badInput && field.changed(element, UNREADABLE, true),
    });
    const zone = type === "time" ? element.timezone : type === "date" ? "" : field.reader.zone;
    return zone ? h("span", { class: "zoned" }, box, h("small", {}, zone)) : box;
  };
}

const itself = (value) => value;

export const datePicker = picker("date", itself, itself);
export const timePicker = picker("time", itself, itself);
export const momentPicker = picker(
  "datetime-local",
  (seconds, field) => localOf(seconds, field.reader.zone),
  (local, field) => instantOf(local, field.reader.zone),
);
