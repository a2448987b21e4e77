/** A list of suggestions under a text box: arrows move, Enter or Tab chooses, Escape closes. */

import { composing, freshId, h } from "./dom.js";

/**
 * Gives `box` a list of suggestions, shown in `list` (an element of role listbox).
 * `choose(entry)` takes one; entries are {label, about, group, …}. A list that
 * is a popover floats over everything else.
 */
export class Suggestions {
  constructor(box, list, choose) {
    this.box = box;
    this.list = list;
    this.choose = choose;
    this.entries = [];
    this.options = [];
    this.active = -1;
    list.id ||= freshId();
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-controls", list.id);
    box.setAttribute("aria-autocomplete", "list");
    box.addEventListener("keydown", (event) => this.key(event));
    box.addEventListener("blur", () => this.offer([]));
    this.offer([]);
  }

  /**
   * Shows these entries; the one at `active` is chosen by Enter, -1 for none. Entries of the same
   * `group` stand under its name. Without entries the words of `empty` are shown, if any.
   */
  offer(entries, active = entries.length ? 0 : -1, empty = "") {
    this.entries = entries;
    this.options = entries.map((entry, index) => this.option(entry, index));
    this.list.hidden = !entries.length && !empty;
    this.box.setAttribute("aria-expanded", String(!this.list.hidden));
    this.list.replaceChildren(...this.grouped());
    if (!entries.length && empty) this.list.append(h("p", { role: "status" }, empty));
    if (this.list.popover) this.float();
    this.point(active);
  }

  option(entry, index) {
    // Before the box loses the focus, and with it the list.
    const press = (event) => {
      event.preventDefault();
      this.take(index);
    };
    return h(
      "div",
      { role: "option", id: `${this.list.id}-${index}`, onmousedown: press },
      h("b", {}, entry.label),
      entry.about ? h("span", {}, entry.about) : null,
    );
  }

  /** The options, those of a group within it. */
  grouped() {
    const nodes = [];
    this.entries.forEach(({ group }, index) => {
      const before = this.entries[index - 1]?.group;
      if (group && group !== before) {
        const name = freshId();
        nodes.push(h("div", { role: "group", "aria-labelledby": name },
          h("div", { id: name, class: "group-name", role: "presentation" }, group)));
      }
      if (group) nodes.at(-1).append(this.options[index]);
      else nodes.push(this.options[index]);
    });
    return nodes;
  }

  /** Puts a list of the top layer under the box, or over it where there is no room below. */
  float() {
    const { box, list } = this;
    if (list.hidden || !list.isConnected) {
      if (list.matches(":popover-open")) list.hidePopover();
      return;
    }
    if (!list.matches(":popover-open")) list.showPopover();
    const spot = (box.closest(".chooser") ?? box).getBoundingClientRect();
    list.style.width = `${spot.width}px`;
    list.style.left = `${spot.left}px`;
    const below = spot.bottom + list.offsetHeight + 8 < innerHeight;
    list.style.top = `${Math.max(4, below ? spot.bottom + 2 : spot.top - list.offsetHeight - 2)}px`;
  }

  point(index) {
    this.active = index;
    this.options.forEach((option, each) => {
      option.setAttribute("aria-selected", String(each === index));
    });
    const option = this.options[index];
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
