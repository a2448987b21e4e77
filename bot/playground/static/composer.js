/** The box under a channel or a thread: messages, commands with their hints, completions. */

import { completions } from "./completions.js";
import { composing, h } from "./dom.js";
import { Suggestions } from "./listbox.js";
import { openMenu } from "./menu.js";
import { openPicker } from "./picker.js";
import { say } from "./words.js";

const HIGHEST_PX = 220;

export class Composer {
  /**
   * `form` is the element that holds it, `prefix` begins its ids.
   * `where()` says where it writes: {key, channel, words, details}, or null for nowhere.
   */
  constructor(page, form, prefix, where) {
    this.page = page;
    this.form = form;
    this.prefix = prefix;
    this.where = where;
    this.place = "";
    this.isThread = prefix !== "";
    this.build();
    this.suggestions = new Suggestions(this.box, this.list, (entry) => this.pick(entry));
    this.box.addEventListener("input", () => this.typed());
    this.box.addEventListener("keydown", (event) => this.key(event));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
  }

  build() {
    const { prefix, form } = this;
    const tool = (sign, id, onclick) =>
      h("button", { type: "button", class: "tool", id: `${prefix}${id}`, onclick }, sign);
    this.list = h("div", { id: `${prefix}suggestions`, class: "suggestions", role: "listbox",
      hidden: true });
    this.box = h("textarea", { id: `${prefix}box`, rows: 1, autocomplete: "off",
      "aria-expanded": "false" });
    this.flash = tool("⚡", "shortcuts", (event) => this.shortcuts(event.currentTarget));
    this.flash.setAttribute("aria-haspopup", "menu");
    this.smile = tool("☺", "smile", (event) =>
      openPicker(event.currentTarget, (name) => this.insert(`:${name}: `)));
    this.smile.setAttribute("aria-haspopup", "dialog");
    this.at = tool("@", "at", () => this.insert("@"));
    this.button = h("button", { id: `${prefix}send`, class: "send", type: "submit" });
    this.line = h("p", { id: `${prefix}hint`, class: "hint-line" });
    const tools = [this.isThread ? null : this.flash, this.smile, this.at].filter(Boolean);
    form.append(this.list, h("div", { class: "box" }, this.box,
      h("div", { class: "bar" }, tools, this.button)));
    if (!this.isThread) form.append(this.line);
  }

  /** Draws the box for the place on screen, with what was typed there before. */
  draw() {
    const where = this.where();
    if (!where) return;
    const { box, page } = this;
    box.placeholder = where.words;
    box.setAttribute("aria-label", where.words);
    this.button.textContent = say("send");
    const named = [[this.flash, "shortcuts"], [this.smile, "emoji"], [this.at, "mention"]];
    for (const [button, words] of named) {
      button.setAttribute("aria-label", say(words));
      button.title = say(words);
    }
    const place = `${page.state.me}/${where.key}`;
    if (place !== this.place) {
      this.place = place;
      this.put(page.drafts.get(place));
    }
    this.hint();
  }

  focus() {
    this.box.focus();
  }

  put(text) {
    this.box.value = text;
    this.typed();
  }

  /** Puts text in at the caret, and offers what may follow. */
  insert(text) {
    this.box.focus();
    this.box.setRangeText(text, this.box.selectionStart, this.box.selectionEnd, "end");
    this.typed();
  }

  /** Takes what was offered in place of what was begun. */
  pick(entry) {
    this.box.setRangeText(entry.insert, this.start, this.box.selectionStart, "end");
    this.typed();
  }

  typed() {
    const { box, page } = this;
    const where = this.where();
    if (where && this.place) page.drafts.put(this.place, box.value);
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight, HIGHEST_PX)}px`;
    const empty = { start: 0, entries: [], whole: true, kind: "" };
    const before = box.value.slice(0, box.selectionStart);
    const isHere = document.activeElement === box;
    const found = where && isHere ? completions(before, page, where.channel) : empty;
    this.start = found.start;
    this.list.setAttribute("aria-label", found.kind ? say(found.kind) : say("commands"));
    this.suggestions.offer(found.entries, found.entries.length && !found.whole ? 0 : -1);
    this.button.disabled = !box.value.trim();
    this.hint();
  }

  hint() {
    const name = this.box.value.split(/\s/)[0];
    const command = this.page.state?.commands.find((one) => one.command === name);
    const words = command?.usage_hint ? `${name} ${command.usage_hint}` : say("hint");
    if (this.line.textContent !== words) this.line.textContent = words;
    this.line.classList.toggle("usual", !command);
  }

  key(event) {
    if (composing(event)) return;
    if (event.key === "ArrowUp" && !this.box.value && this.page.editLast(this.isThread)) {
      event.preventDefault();
    }
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    this.send();
  }

  /** Sends what was typed; gives it back where it did not arrive. */
  async send() {
    const text = this.box.value;
    const where = this.where();
    const { place, page } = this;
    if (!text.trim() || !where) return;
    const { told } = page;
    this.put("");
    const answer = await page.act("type", { channel: where.channel.id, text, ...where.details });
    if (answer && !(text.startsWith("/") && page.told > told)) return;
    if (place === this.place) {
      this.put(this.box.value ? `${text}\n${this.box.value}` : text);
      return;
    }
    const since = page.drafts.get(place);
    page.drafts.put(place, since ? `${text}\n${since}` : text);
  }

  shortcuts(button) {
    const entries = this.page.state.shortcuts
      .filter((one) => one.kind === "global")
      .map((one) => ({
        label: one.name,
        about: `${this.page.state.app.name} · ${one.description}`,
        choose: () => this.page.act("shortcut", {
          callback_id: one.callback_id,
          channel: this.where()?.channel.id,
        }),
      }));
    openMenu(button, entries, say("noShortcuts"));
  }
}
