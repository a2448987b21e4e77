/** A list of suggestions under a text box: arrows move, Enter or Tab chooses, Escape closes. */

import { composing, freshId, h } from "./dom.js";

/**
 * Gives `box` a list of suggestions, shown in `list` (an element of role listbox).
 * `choose(entry)` takes one; entries are {label, about, …}.
 */
export class Suggestions {
  constructor(box, list, choose) {
    this.box = box;
    this.list = list;
    this.choose = choose;
    this.entries = [];
    this.active = -1;
    list.id ||= freshId();
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-controls", list.id);
    box.setAttribute("aria-autocomplete", "list");
    box.addEventListener("keydown", (event) => this.key(event));
    box.addEventListener("blur", () => this.offer([]));
    this.offer([]);
  }

  /** Shows these entries; the one at `active` is chosen by Enter, -1 for none. */
  offer(entries, active = entries.length ? 0 : -1, empty = "") {
    this.entries = entries;
    this.list.hidden = !entries.length && !empty;
    this.box.setAttribute("aria-expanded", String(!this.list.hidden));
    this.list.replaceChildren(
      ...entries.map((entry, index) =>
        h(
          "div",
          {
            role: "option",
            id: `${this.list.id}-${index}`,
            // Before the box loses the focus, and with it the list.
            onmousedown: (event) => {
              event.preventDefault();
              this.take(index);
            },
          },
          h("b", {}, entry.label),
          entry.about ? h("span", {}, entry.about) : null,
        ),
      ),
      ...(entries.length || !empty ? [] : [h("p", {}, empty)]),
    );
    this.point(active);
  }

  point(index) {
    this.active = index;
    [...this.list.children].forEach((option, each) => {
      if (option.role === "option") option.setAttribute("aria-selected", String(each === index));
    });
    const option = this.entries.length ? this.list.children[index] : null;
    if (option) this.box.setAttribute("aria-activedescendant", option.id);
    else this.box.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  take(index) {
    const entry = this.entries[index];
    this.offer([]);
    this.choose(entry);
  }

  key(event) {
    if (this.list.hidden || composing(event)) return;
    const count = this.entries.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const takes = event.key === "Enter" || (event.key === "Tab" && !event.shiftKey);
    if (step && count) {
      const from = this.active < 0 && step < 0 ? 0 : this.active;
      this.point((from + step + count) % count);
    } else if (takes && this.active >= 0) this.take(this.active);
    else if (event.key === "Escape") this.offer([]);
    else return;
    event.preventDefault();
    // The box's own Enter must not send what was only being chosen.
    event.stopImmediatePropagation();
  }
}
