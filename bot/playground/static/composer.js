/** The box: messages, commands with their hints, replies in a thread. */

import { byId, composing, h } from "./dom.js";
import { Suggestions } from "./listbox.js";
import { openMenu } from "./menu.js";
import { say } from "./words.js";

const HIGHEST_PX = 220;

export class Composer {
  constructor(page) {
    this.page = page;
    this.box = byId("box");
    this.place = "";
    // What was typed and not sent, and the thread it answers, by person and channel.
    this.drafts = new Map();
    this.threads = new Map();
    this.suggestions = new Suggestions(this.box, byId("suggestions"), (entry) => {
      this.put(`${entry.label} `);
    });
    this.box.addEventListener("input", () => this.typed());
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || composing(event)) return;
      event.preventDefault();
      this.send();
    });
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    byId("shortcuts").addEventListener("click", (event) => this.shortcuts(event.currentTarget));
  }

  /** Draws the box for the channel on screen, with what was typed there before. */
  draw() {
    const { page, box } = this;
    const place = `${page.state.me}/${page.channel?.id}`;
    const thread = this.threads.get(place);
    const name = page.title;
    const words = thread ? say("replyPlaceholder") : say("placeholder", { name });
    box.placeholder = words;
    box.setAttribute("aria-label", words);
    byId("suggestions").setAttribute("aria-label", say("commands"));
    byId("send").textContent = say("send");
    byId("shortcuts").setAttribute("aria-label", say("shortcuts"));
    byId("shortcuts").title = say("shortcuts");
    this.drawThread(thread);
    if (place !== this.place) {
      this.place = place;
      this.put(this.drafts.get(place) ?? "");
    }
    this.hint();
  }

  drawThread(thread) {
    const line = byId("thread");
    line.hidden = !thread;
    if (!thread || line.dataset.thread === thread.ts) return;
    line.dataset.thread = thread.ts;
    const stop = () => {
      this.threads.delete(this.place);
      line.dataset.thread = "";
      this.draw();
      this.focus();
    };
    line.replaceChildren(
      say("replyingTo", { name: thread.name }),
      h("button", { type: "button", class: "sign", "aria-label": say("stopReply"), onclick: stop },
        "×"),
    );
  }

  /** Writes into the thread of a message from now on. */
  answer(ts, name) {
    this.threads.set(this.place, { ts, name });
    this.draw();
    this.focus();
  }

  focus() {
    this.box.focus();
  }

  put(text) {
    this.box.value = text;
    this.typed();
  }

  typed() {
    const { box, page } = this;
    this.drafts.set(this.place, box.value);
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight, HIGHEST_PX)}px`;
    const begun = /^\/\S*$/.test(box.value) ? box.value : null;
    const entries = page.state.commands
      .filter((one) => begun !== null && one.command.startsWith(begun))
      .map((one) => ({
        label: one.command,
        about: [one.usage_hint, one.description].filter(Boolean).join(" — "),
      }));
    const whole = entries.some((entry) => entry.label === begun);
    this.suggestions.offer(entries, entries.length && !whole ? 0 : -1);
    this.hint();
  }

  hint() {
    const name = this.box.value.split(/\s/)[0];
    const command = this.page.state.commands.find((one) => one.command === name);
    const words = command?.usage_hint ? `${name} ${command.usage_hint}` : say("hint");
    const line = byId("hint");
    if (line.textContent !== words) line.textContent = words;
    line.classList.toggle("usual", !command);
  }

  /** Sends what was typed; gives it back where it did not arrive. */
  async send() {
    const text = this.box.value;
    const { place, page } = this;
    if (!text.trim() || !page.channel) return;
    const isCommand = text.startsWith("/");
    const told = page.told;
    this.put("");
    const answer = await page.act("type", {
      channel: page.channel.id,
      text,
      thread_ts: isCommand ? null : this.threads.get(place)?.ts ?? null,
    });
    if (answer && !(isCommand && page.told > told)) return;
    const since = this.drafts.get(place);
    const whole = since ? `${text}\n${since}` : text;
    this.drafts.set(place, whole);
    if (place === this.place) this.put(whole);
  }

  shortcuts(button) {
    const entries = this.page.state.shortcuts
      .filter((one) => one.kind === "global")
      .map((one) => ({
        label: one.name,
        about: one.description,
        choose: () => this.page.act("shortcut", {
          callback_id: one.callback_id,
          channel: this.page.channel?.id,
        }),
      }));
    openMenu(button, entries, say("noShortcuts"));
  }
}
