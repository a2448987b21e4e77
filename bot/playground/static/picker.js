/** The emoji picker: search, arrows, Enter; one click takes one. */

import { openCard } from "./dialogs.js";
import { composing, freshId, h } from "./dom.js";
import { CATEGORIES, emoji, emojiLike } from "./emoji.js";
import { say } from "./words.js";

const USUAL = ["white_check_mark", "eyes", "raised_hands", "tada", "+1", "heart", "joy", "pray",
  "fire", "rocket", "thinking_face", "wave", "100", "bulb", "sob", "clap"];
const KEPT = "playground.emoji";
const ROW = 8;
const MOST_FOUND = 80;

function lately() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? [];
  } catch {
    return [];
  }
}

/** What somebody took lately, then what is usual: `count` shortcodes. */
export const frequent = (count) =>
  [...new Set([...lately(), ...USUAL])].filter((name) => emoji(name)).slice(0, count);

function remember(name) {
  const kept = [name, ...lately().filter((one) => one !== name)].slice(0, ROW);
  localStorage.setItem(KEPT, JSON.stringify(kept));
}

class Picker {
  constructor(close, choose) {
    this.take = (name) => {
      remember(name);
      close();
      choose(name);
    };
    const id = freshId();
    this.grid = h("div", { id, role: "listbox", class: "grid", "aria-label": say("emoji") });
    this.line = h("p", { class: "picked", "aria-live": "polite" });
    this.box = h("input", {
      type: "search", "data-first": "", role: "combobox", "aria-expanded": "true",
      "aria-controls": id, "aria-autocomplete": "list", autocomplete: "off",
      "aria-label": say("searchEmoji"), placeholder: say("searchEmoji"),
      oninput: () => this.draw(),
      onkeydown: (event) => this.key(event),
    });
    this.draw();
  }

  get nodes() {
    return [this.box, this.grid, this.line];
  }

  draw() {
    const typed = this.box.value.trim();
    this.options = [];
    const row = (names) => h("div", { class: "eight" }, names.map((name) => this.option(name)));
    const named = (title, names) => h("div", { role: "group", "aria-label": title },
      h("p", { class: "kind", "aria-hidden": "true" }, title), row(names));
    const group = (title, names) => (names.length ? [named(title, names)] : []);
    const all = () => [
      ...group(say("frequent"), frequent(USUAL.length)),
      ...CATEGORIES.flatMap(({ category, emoji: those }) =>
        category === "Component" ? [] : group(say(category), those.map(({ names }) => names[0]))),
    ];
    const found = typed ? emojiLike(typed, MOST_FOUND).map(({ names }) => names[0]) : [];
    this.grid.replaceChildren(...(typed ? group(say("found"), found) : all()));
    if (!this.options.length) this.grid.replaceChildren(h("p", {}, say("nothingFound")));
    this.point(0);
  }

  option(name) {
    const index = this.options.length;
    const node = h("span", {
      role: "option", id: `${this.grid.id}-${index}`, "aria-label": name, title: `:${name}:`,
      "aria-selected": "false",
      onmousedown: (event) => {
        event.preventDefault();
        this.take(name);
      },
      onmousemove: () => this.point(index, false),
    }, emoji(name));
    this.options.push({ name, node });
    return node;
  }

  point(index, scroll = true) {
    this.options[this.active]?.node.setAttribute("aria-selected", "false");
    this.active = Math.max(0, Math.min(this.options.length - 1, index));
    const one = this.options[this.active];
    this.line.textContent = one ? `${emoji(one.name)} :${one.name}:` : "";
    if (!one) {
      this.box.removeAttribute("aria-activedescendant");
      return;
    }
    one.node.setAttribute("aria-selected", "true");
    this.box.setAttribute("aria-activedescendant", one.node.id);
    if (scroll) one.node.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    if (composing(event)) return;
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: ROW, ArrowUp: -ROW };
    if (steps[event.key]) this.point(this.active + steps[event.key]);
    else if (event.key === "Enter" && this.options[this.active]) {
      this.take(this.options[this.active].name);
    } else return;
    event.preventDefault();
  }
}

/** Opens the picker under `button`; `choose(name)` gets the shortcode. */
export const openPicker = (button, choose) =>
  openCard(button, say("emoji"), (close) => new Picker(close, choose).nodes, "picker");
