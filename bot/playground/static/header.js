/** What stands over the messages: the channel, who is in it, the app's tabs, a way in. */

import { about } from "./about.js";
import { byId, h } from "./dom.js";
import { statusWords } from "./faces.js";
import { isMine, others } from "./reader.js";
import { ABOUT, HOME } from "./sidebar.js";
import { say } from "./words.js";

export class Header {
  constructor(page) {
    this.page = page;
    this.key = "";
    byId("members").addEventListener("click", () => page.members());
    byId("tabs").addEventListener("keydown", (event) => this.walk(event));
  }

  draw() {
    const { page } = this;
    const { state, channel } = page;
    byId("where").textContent = page.title;
    byId("topic").textContent = this.topic(channel);
    const named = channel && (channel.kind === "public" || channel.kind === "private");
    const button = byId("members");
    button.hidden = !named;
    if (named) {
      const count = channel.members.length;
      button.textContent = `👥 ${count}`;
      button.title = say(count === 1 ? "oneMember" : "members", { count });
      button.setAttribute("aria-label", button.title);
    }
    byId("about").hidden = page.place !== ABOUT;
    if (page.place === ABOUT) byId("about").replaceChildren(...about(state));
    const key = JSON.stringify([state.me, page.reader.locale, page.place, state.app,
      channel?.archived, channel && isMine(channel, state)]);
    if (key === this.key) return;
    this.key = key;
    this.tabs();
    this.closed(channel, named);
  }

  topic(channel) {
    if (!channel) return "";
    if (channel.kind !== "im" || this.page.isApp) return channel.topic;
    return others(channel, this.page.state).map((one) =>
      [statusWords(one), one.profile.title].filter(Boolean).join(" · "))[0] ?? "";
  }

  tabs() {
    const { page } = this;
    const { app } = page.state;
    const row = byId("tabs");
    row.hidden = !page.isApp;
    row.setAttribute("aria-label", app.name);
    const listed = [
      app.home_tab && [HOME, say("home"), "home"],
      app.messages_tab && [app.dm, say("messagesTab"), "messages"],
      [ABOUT, say("aboutTab"), "about"],
    ].filter(Boolean);
    const within = row.contains(document.activeElement);
    row.replaceChildren(...listed.map(([place, words, panel]) => {
      const here = place === page.place;
      return h("button", { type: "button", role: "tab", "aria-selected": String(here),
        "aria-controls": panel, tabindex: here ? "0" : "-1", onclick: () => page.go(place) }, words);
    }));
    if (within) row.querySelector('[aria-selected="true"]')?.focus();
  }

  walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const tabs = [...byId("tabs").children];
    const at = tabs.indexOf(document.activeElement);
    tabs[(at + step + tabs.length) % tabs.length].focus();
  }

  /** In place of the box, where one can't write. */
  closed(channel, named) {
    const { page } = this;
    const line = byId("closed");
    line.hidden = !channel || page.mayWrite(channel);
    if (line.hidden) return;
    const { id } = channel;
    const join = async () => {
      if (await page.act("join", { channel: id })) page.composer.focus();
    };
    line.replaceChildren(
      h("span", {}, say(channel.archived ? "isArchived" : "notJoined", { name: page.title })),
      ...(named && !channel.archived
        ? [h("button", { type: "button", class: "button primary", onclick: join }, say("join"))]
        : []));
  }
}
