/**
 * Where one chooses from a list by typing: one option, or several that stand before the box.
 *
 * A source is {least, ask(typed), entryOf(value)}: from how many letters on it is asked, the
 * entries {value, label, about, group} for what was typed (or a promise of them), and the entry
 * of a value that stands in the field.
 */

import { h } from "./dom.js";
import { Suggestions } from "./listbox.js";
import { plainText } from "./mrkdwn.js";
import { say } from "./words.js";

const idOf = (value) => value?.value ?? value;
const same = (one, other) => idOf(one) === idOf(other);

class Chooser {
  constructor(element, field, source) {
    Object.assign(this, { element, field, source });
    this.several = element.type.startsWith("multi_");
    this.chips = h("span", { class: "chips" });
    const hint = element.placeholder ? plainText(element.placeholder) : say("choose");
    this.box = h("input", {
      type: "text",
      autocomplete: "off",
      spellcheck: "false",
      placeholder: hint,
      "aria-labelledby": field.labelledby,
      "aria-describedby": field.describedby,
      "aria-required": field.required,
      "aria-label": field.labelledby ? field.label : hint,
    });
    this.list = h("div", { role: "listbox", class: "offers", popover: "manual",
      "aria-label": hint });
    this.suggestions = new Suggestions(this.box, this.list, ({ value }) => this.take(value));
    this.turn = 0;
    this.before = this.chosen;
    this.listen();
    this.show();
  }

  get chosen() {
    const value = this.field.value(this.element);
    return this.several ? value ?? [] : [value].filter((one) => one !== null);
  }

  get most() {
    return this.several ? this.element.max_selected_items ?? Infinity : Infinity;
  }

  /** Keeps these; of several, the bot hears when the box is left, as in Slack. */
  keep(values) {
    const value = this.several ? values : values[0] ?? null;
    return this.field.changed(this.element, value, this.several);
  }

  take(value) {
    if (!this.several) {
      this.keep([value]);
      this.show();
      return;
    }
    this.keep([...this.chosen, value]);
    this.show();
    this.open("");
  }

  drop(value) {
    this.keep(this.chosen.filter((one) => !same(one, value)));
    this.show();
    this.box.focus();
  }

  show() {
    const entries = this.chosen.map((value) => this.source.entryOf(value));
    this.box.value = this.several ? "" : entries.map(({ label }) => label).join("");
    if (!this.several) return;
    this.chips.replaceChildren(...entries.map((entry) => this.chip(entry)));
  }

  chip({ value, label }) {
    const name = say("remove", { name: label });
    return h("span", { class: "chip" }, label,
      h("button", { type: "button", "aria-label": name, onclick: () => this.drop(value) }, "×"));
  }

  /** Offers what fits to what was typed. */
  async open(typed, byArrow = false) {
    const turn = (this.turn += 1);
    if (this.chosen.length >= this.most) {
      this.suggestions.offer([], -1, say("enough", { most: this.most }));
      return;
    }
    if (typed.length < this.source.least) {
      this.suggestions.offer([]);
      return;
    }
    const asked = this.source.ask(typed);
    if (asked instanceof Promise) this.box.setAttribute("aria-busy", "true");
    const found = await asked;
    this.box.removeAttribute("aria-busy");
    if (turn !== this.turn || document.activeElement !== this.box) return;
    const { chosen } = this;
    const free = this.several
      ? found.filter(({ value }) => !chosen.some((one) => same(one, value)))
      : found;
    const at = free.findIndex(({ value }) => chosen.some((one) => same(one, value)));
    // Nothing is chosen by leaving a list that one only looked at.
    const first = free.length && (typed || byArrow) ? 0 : -1;
    this.suggestions.offer(free, Math.max(at, first), say("nothingFound"));
  }

  listen() {
    const { box } = this;
    let waiting = 0;
    box.addEventListener("input", () => {
      clearTimeout(waiting);
      this.turn += 1;
      const typed = box.value.trim();
      if (this.source.pause) {
        this.suggestions.offer([]);
        waiting = setTimeout(() => this.open(typed), this.source.pause);
      } else this.open(typed);
    });
    box.addEventListener("click", () => {
      if (!this.list.hidden) return;
      // A browser drops the selection that is clicked into, once it has told of the click.
      setTimeout(() => box.select());
      this.open("");
    });
    box.addEventListener("focus", () => this.several || box.select());
    box.addEventListener("keydown", (event) => this.pressed(event));
    box.addEventListener("blur", () => this.left());
  }

  pressed(event) {
    if (event.defaultPrevented) return;
    if (["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      this.open("", true);
    } else if (event.key === "Backspace" && this.several && this.box.value === "") {
      if (this.chosen.length) this.drop(this.chosen.at(-1));
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      // A choice is no reason to send the form.
      event.preventDefault();
      this.open("", true);
    }
  }

  /** Half-typed words are no choice; in a form an emptied box takes the choice back. */
  left() {
    this.turn += 1;
    const { chosen, field, element } = this;
    if (this.several) {
      const changed = chosen.length !== this.before.length
        || chosen.some((one, index) => !same(one, this.before[index]));
      if (changed) field.changed(element, chosen, false, this.before);
    } else if (this.box.value === "" && chosen.length && field.block.type === "input") {
      this.keep([]);
    }
    this.before = this.chosen;
    // The chips stay: one of them may be what the focus goes to.
    if (this.several) this.box.value = "";
    else this.show();
  }
}

/** The control of a select. */
export function chooser(element, field, source) {
  const { box, chips, list, several } = new Chooser(element, field, source);
  const look = several ? "chooser several" : "chooser";
  const focus = (event) => event.target === event.currentTarget && box.focus();
  return h("div", { class: look, onclick: focus }, several ? chips : null, box,
    h("span", { class: "arrow", "aria-hidden": "true" }, "▾"), list);
}
