/** The messages of a channel or a thread; those that did not change keep their nodes. */

import { dayName, dayOf, whenOf } from "./dates.js";
import { focusInside, h, refocus } from "./dom.js";
import { statusWords } from "./faces.js";
import { MessageView } from "./message.js";
import { nameOf } from "./reader.js";
import { Values } from "./values.js";
import { say } from "./words.js";

const NEAR_THE_END = 60;
// Seconds within which what somebody says goes on under the same name.
const TOGETHER = 300;

/** Whether a message goes on where the one before it ended. */
const goesOn = (before, message) =>
  Boolean(before)
  && before.user === message.user
  && !before.subtype && !message.subtype
  && !before.is_ephemeral && !message.is_ephemeral
  && !before.reply_count
  && Number(message.ts) - Number(before.ts) < TOGETHER;

export class Messages {
  /** `list` is the element that holds them. */
  constructor(list, page, isThread = false) {
    this.list = list;
    this.page = page;
    this.isThread = isThread;
    this.key = "";
    this.channel = null;
    this.editing = null;
    this.drawn = new Map();
    this.stays = true;
    list.addEventListener("scroll", () => {
      this.stays = this.isAtEnd();
    });
    // Where the room for messages changes, as when the tour opens, the last one stays in view.
    new ResizeObserver(() => {
      if (this.stays) list.scrollTop = list.scrollHeight;
    }).observe(list);
    list.addEventListener("keydown", (event) => this.walk(event));
    list.addEventListener("focusin", (event) => this.enter(event.target.closest("article")));
  }

  /** Draws messages, new ones behind `since`; stays at the end where the reader was there. */
  draw(channel, messages, since = null) {
    const { list, page } = this;
    const key = `${page.state.me}/${channel.id}/${this.isThread ? messages[0]?.ts : ""}`;
    const moved = this.key !== key;
    const atEnd = moved || this.isAtEnd();
    if (moved) {
      this.drawn.clear();
      this.editing = null;
    }
    this.key = key;
    this.channel = channel;
    this.messages = messages;
    this.place(this.nodes(messages, since));
    list.setAttribute("aria-label", say("messages", { name: page.title }));
    const mark = moved && list.querySelector(".new");
    if (atEnd) list.scrollTop = list.scrollHeight;
    // The first message that is new, where what is new fills more than the screen.
    if (mark && mark.offsetTop < list.scrollTop) list.scrollTop = mark.offsetTop - NEAR_THE_END;
  }

  isAtEnd() {
    const { list } = this;
    return list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_THE_END;
  }

  nodes(messages, since) {
    const nodes = [];
    const kept = new Map();
    let [day, before, isNew] = ["", null, since === null];
    for (const message of messages) {
      const its = dayOf(message.ts, this.page.reader);
      if (its !== day && !this.isThread) {
        day = its;
        nodes.push(this.line("day", day, dayName(message.ts, this.page.reader), kept));
        before = null;
      }
      const mine = message.user === this.page.state.me;
      const isRoot = this.isThread && message === messages[0];
      if (!isNew && !isRoot && Number(message.ts) > Number(since) && !mine && !message.is_ephemeral) {
        isNew = true;
        nodes.push(this.line("new", "new", say("new"), kept));
        before = null;
      }
      nodes.push(this.node(message, goesOn(before, message), kept));
      before = message;
      if (isRoot && messages.length > 1) {
        const count = message.reply_count ?? messages.length - 1;
        const words = say(count === 1 ? "oneReply" : "replies", { count });
        nodes.push(this.line("count", "count", words, kept));
        before = null;
      }
    }
    if (!nodes.length) nodes.push(h("p", { class: "empty" }, say("noMessages")));
    this.drawn = kept;
    return nodes;
  }

  /** A line between messages: a day, where the new ones begin, how many replies follow. */
  line(look, key, words, kept) {
    const old = this.drawn.get(key);
    const node = old?.key === words ? old.node : h("p", { class: look }, h("span", {}, words));
    kept.set(key, { key: words, node });
    return node;
  }

  node(message, follows, kept) {
    const { reader, state } = this.page;
    const author = reader.someone(message.user);
    const last = message.latest_reply && whenOf(message.latest_reply, reader);
    const edits = this.editing?.ts === message.ts;
    const key = JSON.stringify([message, author && [nameOf(author), statusWords(author)], follows,
      edits, last, reader.locale, state.shortcuts.length]);
    const old = this.drawn.get(message.ts);
    if (old?.key === key) {
      kept.set(message.ts, old);
      return old.node;
    }
    const values = old?.values ?? new Values();
    values.renew(message);
    const held = old && (old.node === document.activeElement ? "whole" : focusInside(old.node));
    const node = new MessageView(this, message, values, follows).node();
    if (old?.node.isConnected) old.node.replaceWith(node);
    if (held === "whole") node.focus({ preventScroll: true });
    else if (held) refocus(node, held);
    kept.set(message.ts, { key, node, values });
    return node;
  }

  /** Puts these nodes into the list, moving none that is where it belongs. */
  place(nodes) {
    const { list } = this;
    const wanted = new Set(nodes);
    for (const node of [...list.childNodes]) if (!wanted.has(node)) node.remove();
    nodes.forEach((node, index) => {
      if (list.childNodes[index] !== node) list.insertBefore(node, list.childNodes[index] ?? null);
    });
  }

  /** Edits a message in its place; null leaves it as it is. */
  edit(message) {
    const before = this.editing;
    this.editing = message && { ts: message.ts, text: this.page.reader.typed(message.text) };
    this.page.draw();
    const node = this.drawn.get((message ?? before)?.ts)?.node;
    const box = node?.querySelector(".editor textarea");
    if (!box) {
      node?.focus({ preventScroll: true });
      return;
    }
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  }

  /** Edits the last message of the acting person; whether there is one. */
  editLast() {
    const mine = (one) => one.user === this.page.state.me && !one.is_ephemeral && !one.blocks;
    const last = this.messages?.findLast(mine);
    if (last) this.edit(last);
    return Boolean(last);
  }

  /** Brings a message into view and marks it for a moment; whether it stands here. */
  show(ts) {
    const node = this.drawn.get(ts)?.node;
    if (!node) return false;
    node.scrollIntoView({ block: "center" });
    node.focus({ preventScroll: true });
    return true;
  }

  /** Arrows go from message to message; Tab from there to what one can do with it. */
  walk(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const from = event.target;
    if (!step || (from !== this.list && !from.matches("article"))) return;
    const all = [...this.list.querySelectorAll("article")];
    const at = from === this.list ? all.length : all.indexOf(from);
    const next = all[Math.max(0, Math.min(all.length - 1, at + step))];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  /** What one can do with a message is on Tab's way once the focus is in it. */
  enter(article) {
    if (!article || article === this.entered) return;
    const reach = (node, index) => {
      for (const button of node?.querySelectorAll("[data-near]") ?? []) button.tabIndex = index;
    };
    reach(this.entered, -1);
    reach(article, 0);
    this.entered = article;
  }
}
