/** The left side: the workspace, who one is, and where one can go. */

import { byId, focusInside, h, refocus } from "./dom.js";
import { actors, nameOf, titleOf } from "./reader.js";
import { say } from "./words.js";

/** Where the app's home stands among the places. */
export const HOME = "home";

const newest = (channel) => Number(channel.newest);

export class Sidebar {
  constructor(page) {
    this.page = page;
    this.key = "";
    // The newest message seen, by person and channel.
    this.seen = new Map();
    byId("acting").addEventListener("change", (event) => page.become(event.currentTarget.value));
    byId("drawer").addEventListener("click", () => this.open(!this.isOpen));
    byId("sidebar").addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.isOpen) this.open(false);
    });
  }

  get isOpen() {
    return document.body.classList.contains("drawer-open");
  }

  /** Shows or hides it where the screen is too narrow for both. */
  open(is) {
    document.body.classList.toggle("drawer-open", is);
    byId("drawer").setAttribute("aria-expanded", String(is));
    if (is) byId("acting").focus();
    else byId("drawer").focus();
  }

  draw() {
    const { state, place } = this.page;
    const places = this.places(state);
    const { locale } = this.page.reader;
    const key = JSON.stringify([state.me, locale, state.team, place, places, actors(state)]);
    if (key === this.key) return;
    this.key = key;
    const nav = byId("sidebar");
    const held = focusInside(byId("places"));
    byId("team").textContent = state.team.name;
    nav.querySelector("[data-word]").textContent = say("actingAs");
    nav.setAttribute("aria-label", say("menu"));
    byId("drawer").setAttribute("aria-label", say("menu"));
    this.people(state);
    byId("places").replaceChildren(...places.flatMap((group) => this.group(group)));
    if (held) refocus(byId("places"), held);
  }

  people(state) {
    const options = actors(state).map((person) => {
      const title = person.profile.title ? ` — ${person.profile.title}` : "";
      const text = `${nameOf(person)}${title}`;
      return h("option", { value: person.id, selected: person.id === state.me }, text);
    });
    byId("acting").replaceChildren(...options);
  }

  places(state) {
    const entry = (channel) => ({
      id: channel.id,
      label: titleOf(channel, state),
      fresh: this.isFresh(channel, state),
    });
    const listed = (kept) => state.channels.filter((one) => !one.archived && kept(one)).map(entry);
    const named = listed((one) => one.kind === "public" || one.kind === "private");
    const direct = listed(
      (one) => (one.kind === "im" || one.kind === "mpim") && one.id !== state.app.dm,
    );
    const home = { id: HOME, label: `${state.app.name} · ${say("home")}`, fresh: false };
    const app = listed((one) => one.id === state.app.dm);
    const apps = state.app.home_tab ? [home, ...app] : app;
    return [
      { label: say("channels"), entries: named },
      { label: say("direct"), entries: direct },
      { label: say("apps"), entries: apps },
    ].filter((group) => group.entries.length);
  }

  /** Whether something was said there that this person has not had on screen. */
  isFresh(channel, state) {
    const key = `${state.me}/${channel.id}`;
    const seen = this.seen.get(key);
    if (seen === undefined || channel.id === this.page.place) this.seen.set(key, newest(channel));
    return seen !== undefined && channel.id !== this.page.place && newest(channel) > seen;
  }

  group({ label, entries }) {
    const items = entries.map(({ id, label: name, fresh }) =>
      h("li", {},
        h("button", {
          type: "button",
          class: fresh ? "fresh" : null,
          "data-spot": id,
          "aria-current": id === this.page.place ? "page" : null,
          onclick: () => this.page.go(id),
        }, name)));
    return [h("h3", {}, label), h("ul", {}, items)];
  }
}
