/** The form in which a person says how they are, and until when. */

import { dayOf } from "./dates.js";
import { openDialog } from "./dialogs.js";
import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { openPicker } from "./picker.js";
import { say } from "./words.js";

const SPANS = ["", "30m", "1h", "4h", "today", "week", "day"];
const SUGGESTED = [
  ["calendar", "inMeeting", "1h"],
  ["bus", "commuting", "30m"],
  ["face_with_thermometer", "outSick", "today"],
  ["palm_tree", "onHoliday", ""],
  ["house_with_garden", "remote", "today"],
];

class StatusForm {
  constructor(page, close) {
    this.page = page;
    this.close = close;
    const { profile } = page.reader.me;
    this.name = profile.status_emoji.replaceAll(":", "");
    this.sign = h("button", {
      type: "button", class: "sign", "aria-label": say("statusEmoji"), "aria-haspopup": "dialog",
      onclick: () => openPicker(this.sign, (name) => this.show(name)),
    });
    this.text = h("input", { "data-first": "", maxlength: 100, "aria-label": say("statusText"),
      placeholder: say("statusText"), value: profile.status_text });
    this.span = h("select", { onchange: () => this.drawDay() },
      SPANS.map((one) => h("option", { value: one }, say(`span${one}`))));
    this.day = h("input", { type: "date", "aria-label": say("lastDay"),
      min: dayOf(String(page.reader.now()), page.reader) });
    this.wrong = h("p", { class: "error", role: "alert" });
    this.show(this.name);
    this.drawDay();
  }

  get nodes() {
    const { profile } = this.page.reader.me;
    const clear = h("button", { type: "button", class: "button",
      onclick: () => this.send("", "", "") }, say("clearStatus"));
    return h("form", { class: "fields-of", onsubmit: (event) => this.submit(event) },
      h("div", { class: "line" }, this.sign, this.text),
      h("div", { class: "suggested" }, SUGGESTED.map((one) => this.suggestion(one))),
      h("label", {}, say("clearAfter"), this.span), this.day, this.wrong,
      h("footer", {},
        profile.status_emoji ? clear : null,
        h("button", { type: "submit", class: "button primary" }, say("save"))));
  }

  show(name) {
    this.name = name;
    this.sign.textContent = emoji(name) ?? "☺";
  }

  drawDay() {
    this.day.hidden = this.span.value !== "day";
    this.day.required = !this.day.hidden;
  }

  suggestion([name, words, span]) {
    const take = () => {
      this.show(name);
      this.text.value = say(words);
      this.span.value = span;
      this.drawDay();
    };
    const until = h("small", {}, say(`span${span}`));
    return h("button", { type: "button", class: "plain", onclick: take },
      `${emoji(name)} ${say(words)} `, until);
  }

  submit(event) {
    event.preventDefault();
    const span = this.span.value === "day" ? this.day.value : this.span.value;
    this.send(this.name, this.text.value, span);
  }

  async send(name, text, until) {
    const answer = await this.page.act("status", { emoji: name, text, until }, (words) => {
      this.wrong.textContent = words;
    });
    if (answer) this.close();
  }
}

/** Opens the form. */
export const openStatus = (page) =>
  openDialog(say("setStatus"), (close) => new StatusForm(page, close).nodes);
