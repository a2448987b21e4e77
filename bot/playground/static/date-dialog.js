/** The small form that asks to which date the clock is turned. */

import { momentName } from "./dates.js";
import { freshId, h } from "./dom.js";
import { say } from "./speech.js";
import { instantOf, shownAt, TURNS } from "./when.js";

const padded = (number) => String(number).padStart(2, "0");

const dayOf = ({ year, month, day }) => `${year}-${padded(month)}-${padded(day)}`;

export class DateDialog {
  /** `turnTo(instant)` resolves to why it was refused, or to nothing. */
  constructor(page, turnTo) {
    this.page = page;
    this.turnTo = turnTo;
    const [title, about, error] = [freshId(), freshId(), freshId()];
    this.title = h("h2", { id: title });
    this.about = h("p", { id: about, class: "quiet" });
    this.dayName = h("span");
    this.timeName = h("span");
    const described = `${error} ${about}`;
    this.day = h("input", { type: "date", required: true, "aria-describedby": described });
    this.time = h("input", { type: "time", required: true, "aria-describedby": described });
    this.error = h("p", { id: error, class: "error", role: "alert" });
    this.cancel = h("button", { type: "button", class: "button",
      onclick: () => this.dialog.close() });
    this.go = h("button", { type: "submit", class: "button primary" });
    this.dialog = h("dialog", { class: "question date", "aria-labelledby": title },
      h("form", { novalidate: true, onsubmit: (event) => this.submit(event) },
        this.title,
        h("div", { class: "fields" },
          h("label", {}, this.dayName, this.day),
          h("label", {}, this.timeName, this.time)),
        this.about,
        this.error,
        h("footer", {}, this.cancel, this.go)));
    this.dialog.addEventListener("close", () => {
      this.dialog.remove();
      if (this.back?.isConnected) this.back.focus();
    });
  }

  draw() {
    this.title.textContent = say("pickTitle");
    this.about.textContent = say("pickZone", { zone: this.page.reader.zone });
    this.dayName.textContent = say("date");
    this.timeName.textContent = say("time");
    this.cancel.textContent = say("cancel");
    this.go.textContent = say("turn");
  }

  /** Asks, beginning with the next morning. */
  open() {
    const { reader } = this.page;
    const now = reader.now();
    const proposed = shownAt(TURNS.morning(now, reader.zone), reader.zone);
    this.day.min = dayOf(shownAt(now, reader.zone));
    this.day.value = dayOf(proposed);
    this.time.value = `${padded(proposed.hour)}:${padded(proposed.minute)}`;
    this.wrong("");
    this.back = document.activeElement;
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.day.focus();
  }

  wrong(words) {
    this.error.textContent = words;
    for (const field of [this.day, this.time]) {
      field.setAttribute("aria-invalid", String(words !== ""));
    }
    if (words) this.day.focus();
  }

  async submit(event) {
    event.preventDefault();
    const { reader } = this.page;
    if (!this.day.value || !this.time.value) return this.wrong(say("noDate"));
    const [year, month, day] = this.day.value.split("-").map(Number);
    const [hour, minute] = this.time.value.split(":").map(Number);
    const to = instantOf({ year, month, day, hour, minute }, reader.zone);
    const now = reader.now();
    if (to <= now) return this.wrong(say("notLater", { moment: momentName(now, reader) }));
    this.go.disabled = true;
    const why = await this.turnTo(to);
    this.go.disabled = false;
    if (why) return this.wrong(why);
    return this.dialog.close();
  }
}
