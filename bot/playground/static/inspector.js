/** The drawer with the traffic between Slack and the bot, newest first. */

import { readOrNothing } from "./asking.js";
import { lineOf } from "./entry.js";
import { h } from "./dom.js";
import { Faults } from "./faults.js";
import { say, sayCount } from "./speech.js";
import { callEntry, deliveryEntry } from "./traffic.js";
import { say as sayPage } from "./words.js";

const LOOK_MS = 1000;
const MOST_ENTRIES = 500;
const KINDS = {
  everything: () => true,
  toBot: (entry) => entry.to === "bot",
  fromBot: (entry) => entry.to === "slack",
  refused: (entry) => entry.bad,
};

export class Inspector {
  /** `drawer` is the element that holds it; `changed()` hears when it opens or closes. */
  constructor(drawer, page, changed) {
    this.drawer = drawer;
    this.page = page;
    this.changed = changed;
    // The entries by number, with their lines and what is searched in them.
    this.entries = new Map();
    this.newest = 0;
    this.locale = "";
    this.faults = new Faults(page, () => this.load());
    this.title = h("h2", { tabindex: "-1" });
    this.close = h("button", { type: "button", class: "sign", onclick: () => this.open(false) },
      "×");
    this.text = h("input", { type: "search", oninput: () => this.filter() });
    this.kind = h("select", { onchange: () => this.filter() });
    this.list = h("ol");
    this.empty = h("p", { class: "empty", role: "status" });
    // They come into the page when it is first opened.
    this.parts = [
      h("header", {}, this.title, this.close),
      this.faults.node,
      h("div", { class: "filter" }, this.text, this.kind),
      h("div", { class: "traffic" }, this.empty, this.list),
    ];
    drawer.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) this.leave(event);
    });
    setInterval(() => {
      if (this.isOpen && !document.hidden) this.load();
    }, LOOK_MS);
  }

  get isOpen() {
    return !this.drawer.hidden;
  }

  /** Opens or closes the drawer, with the focus in it or back where it came from. */
  open(is) {
    if (is === this.isOpen) return;
    const inside = this.drawer.contains(document.activeElement);
    this.drawer.hidden = !is;
    if (is) {
      this.back = document.activeElement;
      this.drawer.append(...this.parts);
      this.load();
      this.title.focus();
    } else if (inside) (this.back?.isConnected && this.back.offsetParent ? this.back
      : this.page.composer).focus();
    this.changed();
  }

  /** Escape forgets what is sought, then closes the drawer. */
  leave(event) {
    event.preventDefault();
    if (event.target !== this.text || !this.text.value) this.open(false);
    else {
      this.text.value = "";
      this.filter();
    }
  }

  draw() {
    const { locale } = this.page.reader;
    if (locale !== this.locale) this.speak(locale);
    if (this.isOpen) this.load();
  }

  /** Draws everything anew in another language. */
  speak(locale) {
    this.locale = locale;
    this.drawer.setAttribute("aria-label", say("inspector"));
    this.title.textContent = say("inspector");
    this.close.setAttribute("aria-label", sayPage("close"));
    this.text.placeholder = say("find");
    this.text.setAttribute("aria-label", say("find"));
    this.kind.setAttribute("aria-label", say("show"));
    const chosen = this.kind.value || "everything";
    this.kind.replaceChildren(...Object.keys(KINDS).map((name) =>
      h("option", { value: name, selected: name === chosen }, say(name))));
    this.faults.speak();
    this.entries.clear();
    this.list.replaceChildren();
    this.newest = 0;
    this.filter();
  }

  /** Fetches what is new; those who ask meanwhile share the next look. */
  async load() {
    if (this.loading) {
      this.again = true;
      return;
    }
    this.loading = true;
    const { locale } = this;
    const found = await readOrNothing(this.page, "calls", { since: this.newest });
    this.loading = false;
    if (found && locale === this.locale) this.take(found);
    if (!this.again) return;
    this.again = false;
    await this.load();
  }

  take(found) {
    const { reader } = this.page;
    this.faults.draw(found.faults);
    this.refuse(found);
    const fresh = [
      ...found.calls.map((call) => callEntry(call, reader)),
      ...found.deliveries.map((one) =>
        deliveryEntry(one, found.refused[one.number], found.deadline, reader)),
    ].filter((entry) => !this.entries.has(entry.number));
    fresh.sort((a, b) => a.number - b.number);
    if (fresh.length && found.left_out && this.newest) {
      this.list.prepend(h("li", { class: "gap" }, sayCount("leftOut", found.left_out)));
    }
    for (const entry of fresh) this.add(entry);
    this.newest = Math.max(this.newest, found.newest);
    while (this.entries.size > MOST_ENTRIES) this.forget();
    if (fresh.length || !this.entries.size) this.filter();
  }

  add(entry) {
    const text = `${entry.title} ${entry.about} ${entry.badge} ${JSON.stringify(entry.raw)}`;
    const line = lineOf(entry, this);
    this.entries.set(entry.number, { entry, line, text: text.toLowerCase() });
    this.list.prepend(line);
  }

  /** Slack may refuse what the bot answered after its line was drawn. */
  refuse({ refused, deadline }) {
    for (const [number, why] of Object.entries(refused)) {
      const held = this.entries.get(Number(number));
      if (!held || held.entry.code) continue;
      held.entry = deliveryEntry(held.entry.raw, why, deadline, this.page.reader);
      const line = lineOf(held.entry, this);
      held.line.replaceWith(line);
      held.line = line;
    }
  }

  forget() {
    const [number, { line }] = this.entries.entries().next().value;
    line.remove();
    this.entries.delete(number);
    while (this.list.lastElementChild?.classList.contains("gap")) {
      this.list.lastElementChild.remove();
    }
  }

  filter() {
    const sought = this.text.value.trim().toLowerCase();
    const fits = KINDS[this.kind.value] ?? KINDS.everything;
    let shown = 0;
    for (const { entry, line, text } of this.entries.values()) {
      line.hidden = !fits(entry) || !text.includes(sought);
      shown += !line.hidden;
    }
    const words = shown ? "" : say(this.entries.size ? "noMatch" : "noTraffic");
    this.empty.hidden = shown > 0;
    if (this.empty.textContent !== words) this.empty.textContent = words;
  }

  /** The entry of that number, if it is still there. */
  entry(number) {
    return this.entries.get(number)?.entry;
  }

  /** Opens an entry and goes to it, whatever is filtered. */
  jump(number) {
    const held = this.entries.get(number);
    if (!held) return;
    if (held.line.hidden) {
      this.text.value = "";
      this.kind.value = "everything";
      this.filter();
    }
    const details = held.line.firstElementChild;
    details.open = true;
    details.firstElementChild.focus();
    details.scrollIntoView({ block: "nearest" });
  }
}
