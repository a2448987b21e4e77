/** The messages of the channel on screen; those that did not change keep their nodes. */

import { draw } from "./blocks.js";
import { dayName, dayOf, timeOf } from "./dates.js";
import { focusInside, h, refocus } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { filesOf } from "./files.js";
import { menuButton } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";
import { nameOf } from "./reader.js";
import { surfaceOf } from "./surface.js";
import { Values } from "./values.js";
import { say } from "./words.js";

const TINTS = 8;
const NEAR_THE_END = 60;

/** Replies directly after the message they answer, everything else as it came. */
function inThreads(messages) {
  const roots = messages.filter((one) => !one.thread_ts || one.thread_ts === one.ts);
  const known = new Set(roots.map((one) => one.ts));
  const replies = Map.groupBy(
    messages.filter((one) => one.thread_ts && one.thread_ts !== one.ts),
    (one) => one.thread_ts,
  );
  const orphans = [...replies].flatMap(([root, those]) => (known.has(root) ? [] : those));
  return [...orphans, ...roots.flatMap((root) => [root, ...(replies.get(root.ts) ?? [])])];
}

function avatar(author) {
  const name = author ? nameOf(author) : "?";
  const initials = name.split(/\s+/).map((word) => word[0]).slice(0, 2).join("").toUpperCase();
  const letters = [...(author?.id ?? "")];
  const tint = letters.reduce((sum, letter) => (sum * 7 + letter.charCodeAt(0)) % 997, 0);
  const look = `avatar tint-${tint % TINTS}${author?.is_bot ? " bot" : ""}`;
  return h("span", { class: look, "aria-hidden": "true" }, initials);
}

export class Messages {
  /** `list` is the element that holds them. */
  constructor(list, page) {
    this.list = list;
    this.page = page;
    this.channel = null;
    this.drawn = new Map();
  }

  /** Draws a channel; stays at the end where the reader was there. */
  draw(channel) {
    const { list, page } = this;
    const moved = this.channel !== `${page.state.me}/${channel.id}`;
    const atEnd = moved || list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_THE_END;
    if (moved) this.drawn.clear();
    this.channel = `${page.state.me}/${channel.id}`;
    this.place(this.nodes(channel));
    list.setAttribute("aria-label", say("messages", { name: page.title }));
    if (atEnd) list.scrollTop = list.scrollHeight;
  }

  nodes(channel) {
    const nodes = [];
    const kept = new Map();
    let day = "";
    for (const message of inThreads(channel.messages)) {
      const reply = message.thread_ts && message.thread_ts !== message.ts;
      const its = dayOf(message.ts, this.page.reader);
      if (its !== day && !reply) {
        day = its;
        nodes.push(this.divider(day, message.ts, kept));
      }
      nodes.push(this.node(channel, message, kept));
    }
    if (!nodes.length) nodes.push(h("p", { class: "empty" }, say("noMessages")));
    this.drawn = kept;
    return nodes;
  }

  divider(day, ts, kept) {
    const words = dayName(ts, this.page.reader);
    const old = this.drawn.get(day);
    const node = old?.key === words ? old.node : h("p", { class: "day" }, h("span", {}, words));
    kept.set(day, { key: words, node });
    return node;
  }

  node(channel, message, kept) {
    const author = this.page.reader.someone(message.user);
    const key = JSON.stringify([message, author && nameOf(author)]);
    const old = this.drawn.get(message.ts);
    if (old?.key === key) {
      kept.set(message.ts, old);
      return old.node;
    }
    const values = old?.values ?? new Values();
    values.renew(message);
    const held = old && focusInside(old.node);
    const node = this.made(channel, message, author, values);
    if (old?.node.isConnected) old.node.replaceWith(node);
    if (held) refocus(node, held);
    kept.set(message.ts, { key, node, values });
    return node;
  }

  made(channel, message, author, values) {
    const { reader } = this.page;
    const reply = message.thread_ts && message.thread_ts !== message.ts;
    const look = ["message", reply && "reply", message.is_ephemeral && "only"].filter(Boolean);
    const name = author ? nameOf(author) : message.user;
    const where = { channel: channel.id, ts: message.ts };
    const text = () => h("div", { class: "text" }, mrkdwn(message.text, reader));
    const said = message.text || !message.files ? text() : null;
    const body = message.blocks?.length
      ? draw(message.blocks, surfaceOf(where, values, this.page))
      : said;
    return h(
      "article",
      { class: look.join(" "), "data-ts": message.ts, "aria-label": name, tabindex: "-1" },
      avatar(author),
      h("div", { class: "content" },
        message.is_ephemeral ? h("p", { class: "private" }, `👁 ${say("onlyYou")}`) : null,
        h("p", { class: "who" },
          h("strong", {}, name),
          author?.is_bot ? h("span", { class: "app" }, say("app")) : null,
          h("time", {}, timeOf(message.ts, reader)),
          message.edited ? h("span", { class: "edited" }, say("edited")) : null),
        h("div", { class: "body" }, body, filesOf(message)),
        this.reactions(message)),
      message.is_ephemeral ? null : this.tools(channel, message, name),
    );
  }

  reactions(message) {
    if (!message.reactions) return null;
    const names = (ids) => ids.map((id) => this.page.reader.person(id)).join(", ");
    return h("p", { class: "reactions" },
      message.reactions.map(({ name, users, count }) =>
        h("span", { title: names(users) }, withEmoji(`:${name}:`), ` ${count}`)));
  }

  tools(channel, message, name) {
    const { page } = this;
    const where = { channel: channel.id, ts: message.ts };
    const root = message.thread_ts ?? message.ts;
    const reply = { label: say("reply"), choose: () => page.composer.answer(root, name) };
    const shortcuts = page.state.shortcuts
      .filter((one) => one.kind === "message")
      .map((one) => ({
        label: one.name,
        about: one.description,
        choose: () => page.act("shortcut", { callback_id: one.callback_id, ...where }),
      }));
    return h("div", { class: "tools", "data-spot": "tools" },
      menuButton("⋯", say("more"), [...shortcuts, reply]));
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

  /** Brings a message into view and marks it for a moment. */
  show(ts) {
    const node = this.drawn.get(ts)?.node;
    if (!node) return;
    node.scrollIntoView({ block: "center" });
    node.focus({ preventScroll: true });
  }
}
