/** The thread beside the channel: the message, its replies, a box for one's own. */

import { Composer } from "./composer.js";
import { byId, h } from "./dom.js";
import { Messages } from "./messages.js";
import { titleOf } from "./reader.js";
import { say } from "./words.js";

export class Thread {
  constructor(page) {
    this.page = page;
    this.key = "";
    const aside = byId("beside");
    this.title = h("h2", { id: "thread-title" });
    this.from = h("p", {});
    this.away = h("button", { type: "button", class: "sign",
      onclick: () => page.closeThread() }, "×");
    this.list = h("div", { id: "thread-messages", class: "messages", role: "log",
      "aria-live": "polite", tabindex: "0" });
    this.also = h("input", { type: "checkbox" });
    this.alsoWords = h("span", {});
    this.choice = h("label", { class: "also" }, this.also, this.alsoWords);
    const form = h("form", { id: "thread-composer", class: "composer" });
    aside.setAttribute("aria-labelledby", "thread-title");
    aside.append(h("header", {}, h("div", {}, this.title, this.from), this.away), this.list, form);
    this.messages = new Messages(this.list, page, true);
    this.composer = new Composer(page, form, "thread-", () => this.where);
    form.append(this.choice);
    aside.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      if (event.target.closest("dialog, [popover]")) return;
      event.preventDefault();
      page.closeThread();
    });
  }

  get isOpen() {
    return !byId("beside").hidden;
  }

  /** Where the box writes: what it says in the box, the thread, whether in the channel too. */
  get where() {
    const { thread } = this.page.state ?? {};
    const channel = thread && this.page.state.channels.find((one) => one.id === thread.channel);
    if (!channel) return null;
    return {
      key: `${thread.channel}/${thread.ts}`,
      channel,
      words: say("replyPlaceholder"),
      details: { thread_ts: thread.ts, broadcast: this.also.checked },
    };
  }

  draw() {
    const { page } = this;
    const { thread } = page.state;
    const { where } = this;
    byId("beside").hidden = !where;
    document.body.classList.toggle("thread-open", Boolean(where));
    if (!where) {
      this.key = "";
      return;
    }
    const key = `${page.state.me}/${where.key}`;
    const opened = key !== this.key;
    if (opened) {
      this.also.checked = false;
      this.since = this.isNew(thread) ? thread.read : null;
    }
    this.key = key;
    const { channel } = where;
    this.title.textContent = say("thread");
    this.from.textContent = titleOf(channel, page.state);
    this.away.setAttribute("aria-label", say("closeThread"));
    this.alsoWords.textContent = say("alsoSend", { name: titleOf(channel, page.state) });
    this.choice.hidden = channel.kind === "im";
    this.messages.draw(channel, thread.messages, this.since);
    this.composer.draw();
    byId("thread-composer").hidden = !page.mayWrite(channel);
  }

  isNew({ messages, read }) {
    const { me } = this.page.state;
    return messages.slice(1).some((one) => one.user !== me && Number(one.ts) > Number(read));
  }
}
