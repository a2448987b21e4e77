/** The guided tour: one step after the other, shown where it happens. */

import { readOrNothing } from "./asking.js";
import { h } from "./dom.js";
import { nameOf } from "./reader.js";
import { HOME } from "./sidebar.js";
import { sayIn } from "./words-tools.js";

const MESSAGES = "messages";

export class Tour {
  /** `tools` has the clock, announces, and hears when the tour opens or closes. */
  constructor(section, page, tools) {
    this.section = section;
    this.page = page;
    this.tools = tools;
    this.steps = {};
    this.language = "";
    this.me = "";
    this.at = 0;
    section.setAttribute("role", "region");
    section.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  get isOpen() {
    return !this.section.hidden;
  }

  /** Whether there are any steps. */
  get exists() {
    return Boolean(this.all.length);
  }

  get all() {
    return this.steps[this.language] ?? [];
  }

  get key() {
    return `tour.${this.page.state.team.id}`;
  }

  say(name, values) {
    return sayIn(this.language, name, values);
  }

  /** Follows the acting person's language, but where the tour itself changed who acts. */
  async draw() {
    const { reader, state } = this.page;
    if (state.me === this.me) return;
    const first = this.me === "";
    this.me = state.me;
    if (this.leads) return;
    await this.speak(reader.locale.split("-")[0]);
    if (first) this.begin();
  }

  async speak(language) {
    if (!this.steps[language]) {
      const found = await readOrNothing(this.page, "tour", { language });
      if (!found) return;
      this.steps[language] = found.steps;
    }
    this.language = language;
    if (this.isOpen) this.show();
    this.tools.changed();
  }

  /** Opens by itself where nobody has seen it yet, and goes on where it was left open. */
  begin() {
    if (!this.exists) return;
    const kept = this.kept();
    this.at = Math.min(Math.max(0, kept?.at ?? 0), this.all.length - 1);
    if (!kept?.closed) this.show();
  }

  kept() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  keep() {
    try {
      localStorage.setItem(this.key, JSON.stringify({ at: this.at, closed: !this.isOpen }));
    } catch {
      // A browser that keeps nothing begins the tour again next time.
    }
  }

  /** Opens at the step where it was left. */
  open() {
    this.show();
    this.section.querySelector("h2").focus();
  }

  close() {
    this.section.hidden = true;
    this.keep();
    this.tools.changed();
    this.tools.tourButton.focus();
  }

  go(to) {
    this.at = to;
    this.show();
  }

  /** Shows the step, keeping the focus on the button that led to it. */
  show() {
    this.section.hidden = false;
    this.drawStep();
    this.keep();
    this.tools.changed();
  }

  drawStep() {
    const { all, at } = this;
    const step = all[at];
    const held = this.section.contains(document.activeElement)
      && document.activeElement.dataset.does;
    const count = this.say("tourStep", { at: at + 1, count: all.length });
    const last = at === all.length - 1;
    const button = (does, name, act, primary = false) =>
      h("button", { type: "button", class: primary ? "button primary" : "button",
        "data-does": does, onclick: act }, name);
    this.section.lang = this.language;
    this.section.setAttribute("aria-label", this.say("tourName"));
    this.section.replaceChildren(
      h("header", {},
        h("p", { class: "quiet" }, `${this.say("tour")} · ${count}`),
        h("span", { class: "space" }),
        h("button", { type: "button", class: "link", "data-does": "speak",
          lang: this.language === "fr" ? "en" : "fr",
          onclick: () => this.speak(this.language === "fr" ? "en" : "fr") },
          this.say("language")),
        last ? null : h("button", { type: "button", class: "link", "data-does": "skip",
          onclick: () => this.close() }, this.say("skip"))),
      h("h2", { tabindex: "-1" }, step.title),
      h("p", {}, step.text),
      h("p", { class: "quiet" }, this.where(step)),
      h("footer", {},
        at ? button("back", this.say("before"), () => this.go(at - 1)) : null,
        last ? button("next", this.say("finish"), () => this.close())
          : button("next", this.say("next"), () => this.go(at + 1)),
        h("span", { class: "space" }),
        button("lead", this.say("showMe"), () => this.lead(step), true)));
    if (held) {
      const again = this.section.querySelector(`[data-does=${held}]`);
      (again ?? this.section.querySelector("[data-does=lead]")).focus();
    }
    this.tools.announce(this.say("tourSaid", { at: at + 1, count: all.length, title: step.title }));
  }

  person(step) {
    return this.page.state.people.find((one) => one.name === step.person);
  }

  where(step) {
    const found = this.person(step);
    const person = found ? nameOf(found) : step.person;
    if (step.place === HOME) return this.say("tourWhereHome", { person });
    if (step.place === MESSAGES) return this.say("tourWhereMessages", { person });
    return this.say("tourWhere", { person, place: `#${step.place}` });
  }

  /** Brings the person there: as whom, where, with what typed, or with the clock turned. */
  async lead(step) {
    const { page } = this;
    const found = this.person(step);
    this.leads = true;
    if (found && found.id !== page.state.me) await page.become(found.id);
    this.leads = false;
    const place = this.place(step);
    if (place) await page.go(place);
    if (step.types) {
      page.composer.put(step.types);
      page.composer.focus();
    }
    if (step.turns) await this.tools.clock.turn(step.turns);
  }

  place(step) {
    const { state } = this.page;
    if (step.place === HOME) return HOME;
    if (step.place === MESSAGES) return state.app.dm;
    return state.channels.find((one) => one.name === step.place)?.id;
  }
}
