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
    byId("threads").replaceChildren(
      ...(nodes.length ? nodes : [h("p", { class: "empty" }, say("noThreads"))]));
  }

  thread({ channel: id, ts, messages }) {
    const { page } = this;
    const channel = page.state.channels.find((one) => one.id === id);
    const key = `${id}/${ts}`;
    if (!this.shown.has(key)) {
      const list = h("div", { class: "messages" });
      this.shown.set(key, { list, messages: new Messages(list, page, true), box: h("section", {}) });
    }
    const { list, messages: drawn, box } = this.shown.get(key);
    const [root, ...replies] = messages;
    drawn.draw(channel, [root, ...replies.slice(-SHOWN_REPLIES)]);
    const count = replies.length;
    box.setAttribute("aria-label", titleOf(channel, page.state));
    box.replaceChildren(
      h("h3", {}, titleOf(channel, page.state)),
      list,
      h("button", { type: "button", class: "button", onclick: () => page.openThread(id, ts) },
        count > SHOWN_REPLIES ? say("seeAll", { count }) : say("reply")));
    return box;
  }
}
