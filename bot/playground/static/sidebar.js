/** The left side: the workspace, who one is, and where one can go. */

import { Acting } from "./acting.js";
import { addChannels, addPeople } from "./channels.js";
import { byId, focusInside, h, refocus } from "./dom.js";
import { avatar, statusSign, statusWords } from "./faces.js";
import { isMine, others, titleOf } from "./reader.js";
import { say } from "./words.js";

/** What one can have on screen apart from a channel. */
export const [HOME, ABOUT, THREADS] = ["home", "about", "threads"];

export class Sidebar {
  constructor(page) {
    this.page = page;
    this.key = "";
    this.acting = new Acting(page);
    byId("drawer").addEventListener("click", () => this.open(!this.isOpen));
    byId("sidebar").addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.isOpen) this.open(false);
    });
    document.addEventListener("pointerdown", (event) => {
      const inside = event.target.closest("#sidebar, #drawer, .pop, .menu, dialog");
      if (this.isOpen && !inside) this.open(false);
    });
  }

  get isOpen() {
    return document.body.classList.contains("drawer-open");
  }

  /** Shows or hides it where the screen is too narrow for both. */
  open(is) {
    document.body.classList.toggle("drawer-open", is);
    byId("drawer").setAttribute("aria-expanded", String(is));
    if (is) byId("acting").querySelector("button").focus();
    else byId("drawer").focus();
  }

  draw() {
    const { state } = this.page;
    this.acting.draw();
    const groups = this.groups(state);
    const { locale } = this.page.reader;
    const shown = groups.map(({ label, entries }) =>
      [label, entries.map(({ face, sign, add, ...entry }) => [entry, face && statusWords(face)])]);
    const key = JSON.stringify([state.me, locale, state.team, this.page.place, shown]);
    if (key === this.key) return;
    this.key = key;
    const held = focusInside(byId("places"));
    byId("team").textContent = state.team.name;
    byId("sidebar").setAttribute("aria-label", say("menu"));
    byId("drawer").setAttribute("aria-label", say("menu"));
    byId("places").replaceChildren(...groups.flatMap((group) => this.group(group)));
    if (held) refocus(byId("places"), held);
  }

  groups(state) {
    const { page } = this;
    const listed = (kept) => state.channels
      .filter((one) => isMine(one, state) && !one.archived && kept(one))
      .map((one) => this.channel(one, state));
    const named = (one) => one.kind === "public" || one.kind === "private";
    const direct = (one) => !named(one) && one.id !== state.app.dm;
    const threads = { id: THREADS, label: say("threads"), sign: "💬", count: 0,
      fresh: state.threads.some((one) => one.unread), here: page.place === THREADS };
    return [
      { label: "", entries: state.threads.length ? [threads] : [] },
      { label: say("channels"), entries: listed(named),
        add: { name: say("addChannels"), open: (button) => addChannels(button, page) } },
      { label: say("direct"), entries: listed(direct),
        add: { name: say("newMessage"), open: (button) => addPeople(button, page) } },
      { label: say("apps"), entries: [this.app(state)] },
    ];
  }

  channel(channel, state) {
    const direct = channel.kind === "im" || channel.kind === "mpim";
    const here = channel.id === this.page.place;
    return {
      id: channel.id,
      label: titleOf(channel, state),
      fresh: channel.unread > 0,
      count: channel.mentions,
      draft: !here && this.page.drafts.get(`${state.me}/${channel.id}`).trim() !== "",
      face: direct ? others(channel, state)[0] : null,
      here,
    };
  }

  app(state) {
    const { page } = this;
    const messages = state.channels.find((one) => one.id === state.app.dm);
    const face = state.people.find((one) => one.id === state.app.bot_user);
    return {
      id: "app", label: state.app.name, face, count: messages?.mentions ?? 0,
      fresh: messages?.unread > 0, here: page.isApp,
    };
  }

  group({ label, entries, add }) {
    if (!entries.length && !add) return [];
    const items = entries.map((entry) => h("li", {}, this.entry(entry)));
    const plus = add && h("button", {
      type: "button", class: "add", "aria-label": add.name, title: add.name,
      "aria-haspopup": "menu", "data-spot": add.name,
      onclick: (event) => add.open(event.currentTarget),
    }, "+");
    const list = h("ul", {}, items);
    return [label ? h("div", { class: "heading" }, h("h2", {}, label), plus) : null, list]
      .filter(Boolean);
  }

  entry({ id, label, fresh, count, face, sign, draft, here }) {
    const go = () => (id === "app" ? this.page.openApp() : this.page.go(id));
    return h("button", {
      type: "button",
      class: fresh ? "fresh" : null,
      "data-spot": id,
      "aria-current": here ? "page" : null,
      onclick: go,
    },
    face ? avatar(face, "small") : null,
    sign ? h("span", { class: "sign-of", "aria-hidden": "true" }, sign) : null,
    h("span", { class: "title-of" }, label),
    face ? statusSign(face) : null,
    draft
      ? h("span", { class: "draft", title: say("draft"), role: "img", "aria-label": say("draft") },
        "✎")
      : null,
    count
      ? h("span", { class: "badge" }, String(count), h("span", { class: "unseen" },
        ` ${say(count === 1 ? "oneUnread" : "unread")}`))
      : null);
  }
}
