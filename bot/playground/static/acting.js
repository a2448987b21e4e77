/** Who one acts as: everybody's face in a row, one click away, and what is known of each. */

import { openCard } from "./dialogs.js";
import { byId, focusInside, h, refocus } from "./dom.js";
import { avatar, statusSign, statusWords } from "./faces.js";
import { openProfile, timeThere } from "./profile.js";
import { actors, languageOf, nameOf } from "./reader.js";
import { say } from "./words.js";

export class Acting {
  constructor(page) {
    this.page = page;
    this.key = "";
  }

  get place() {
    return byId("acting");
  }

  draw() {
    const { state, reader } = this.page;
    const key = JSON.stringify([state.me, reader.locale,
      actors(state).map((one) => [one.id, this.about(one), statusWords(one)])]);
    if (key === this.key) return;
    this.key = key;
    const held = focusInside(this.place);
    this.place.setAttribute("aria-label", say("actingAs"));
    this.place.replaceChildren(this.card(), this.faces());
    if (held) refocus(this.place, held);
  }

  /** A person in words: name, title, language, local time. */
  about(person) {
    const { reader } = this.page;
    return [nameOf(person), person.profile.title, languageOf(person, reader),
      timeThere(person, reader)].filter(Boolean).join(", ");
  }

  details(person) {
    const { reader } = this.page;
    return `${languageOf(person, reader)} · ${timeThere(person, reader)}`;
  }

  card() {
    const { me } = this.page.reader;
    return h("button", {
      type: "button", class: "me", "data-spot": "me", "aria-haspopup": "dialog",
      "aria-label": `${say("actingAs")} ${this.about(me)}`,
      onclick: (event) => openProfile(event.currentTarget, me, this.page),
    }, avatar(me),
    h("span", {},
      h("b", {}, nameOf(me), " ", statusSign(me)),
      h("small", {}, me.profile.title),
      h("small", {}, this.details(me))));
  }

  faces() {
    const { state } = this.page;
    const faces = actors(state).map((person) => {
      const mine = person.id === state.me;
      return h("button", {
        type: "button", class: "face", "data-spot": person.id, "aria-pressed": String(mine),
        "aria-label": this.about(person), title: this.about(person), tabindex: mine ? "0" : "-1",
        onclick: () => this.page.become(person.id),
      }, avatar(person));
    });
    const all = h("button", {
      type: "button", class: "face", "data-spot": "everybody", "aria-haspopup": "dialog",
      "aria-label": say("everybody"), title: say("everybody"), tabindex: "-1",
      onclick: (event) => this.everybody(event.currentTarget),
    }, "⋯");
    const row = h("div", { class: "faces", role: "toolbar", "aria-label": say("actAs") }, faces, all);
    row.addEventListener("keydown", (event) => this.walk(event, [...faces, all]));
    return row;
  }

  walk(event, faces) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = faces.indexOf(document.activeElement);
    faces[(at + step + faces.length) % faces.length].focus();
  }

  /** Everybody with what is known of them, and a window of their own. */
  everybody(button) {
    const { page } = this;
    const row = (close) => (person) => {
      const mine = person.id === page.state.me;
      const become = () => {
        close();
        page.become(person.id);
      };
      const window = say("openWindow", { name: nameOf(person) });
      return h("li", {},
        h("button", { type: "button", class: "person", "aria-current": mine ? "true" : null,
          "data-first": mine ? "" : null, onclick: become },
        avatar(person),
        h("span", {}, h("b", {}, nameOf(person), " ", statusSign(person)),
          h("small", {}, person.profile.title), h("small", {}, this.details(person)))),
        h("a", { href: page.address(person.id), target: "_blank", class: "window",
          "aria-label": window, title: window }, "↗"));
    };
    openCard(button, say("everybody"), (close) =>
      h("ul", { class: "people" }, actors(page.state).map(row(close))), "everybody");
  }
}
