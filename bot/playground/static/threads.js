/** The threads one takes part in, the one with the latest reply first. */

import { byId, h } from "./dom.js";
import { Messages } from "./messages.js";
import { titleOf } from "./reader.js";
import { say } from "./words.js";

const SHOWN_REPLIES = 3;

export class Threads {
  constructor(page) {
    this.page = page;
    this.shown = new Map();
    this.me = "";
  }

  get isShown() {
    return !byId("threads").hidden;
  }

  draw() {
    const { page } = this;
    const { state } = page;
    if (this.me !== state.me) this.shown.clear();
    this.me = state.me;
    const nodes = state.threads.filter((one) => one.messages?.length).map((one) => this.thread(one));
    const shown = nodes.length ? nodes : [h("p", { class: "empty" }, say("noThreads"))];
    const before = [...byId("threads").childNodes];
    const same = before.length === shown.length && shown.every((node, at) => node === before[at]);
    if (!same) byId("threads").replaceChildren(...shown);
  }

  thread({ channel: id, ts, messages }) {
    const { page } = this;
    const channel = page.state.channels.find((one) => one.id === id);
    const key = `${id}/${ts}`;
    if (!this.shown.has(key)) this.shown.set(key, this.begun(id, ts));
    const { box, title, messages: drawn, button } = this.shown.get(key);
    const [root, ...replies] = messages;
    const name = titleOf(channel, page.state);
    box.setAttribute("aria-label", name);
    title.textContent = name;
    drawn.draw(channel, [root, ...replies.slice(-SHOWN_REPLIES)]);
    const count = replies.length;
    button.textContent = count > SHOWN_REPLIES ? say("seeAll", { count }) : say("reply");
    return box;
  }

  begun(channel, ts) {
    const { page } = this;
    const list = h("div", { class: "messages" });
    const title = h("h3", {});
    const button = h("button", { type: "button", class: "button",
      onclick: () => page.openThread(channel, ts) });
    const box = h("section", {}, title, list, button);
    return { box, title, button, messages: new Messages(list, page, true) };
  }
}
