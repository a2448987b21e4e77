/** One message: who said it and when, what, the reactions, the thread under it, what one can do. */

import { draw } from "./blocks.js";
import { timeOf, whenInside, whenOf } from "./dates.js";
import { composing, h } from "./dom.js";
import { emoji } from "./emoji.js";
import { avatar, statusSign } from "./faces.js";
import { filesOf } from "./files.js";
import { confirmed, menuButton } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";
import { openPicker } from "./picker.js";
import { openProfile } from "./profile.js";
import { nameOf } from "./reader.js";
import { surfaceOf } from "./surface.js";
import { say } from "./words.js";

const FACES = 5;

/** A button that Tab reaches only where the focus is in its message: there are many messages. */
const near = (attributes, ...children) =>
  h("button", { type: "button", tabindex: "-1", "data-near": "", ...attributes }, ...children);

/** A message of a list: `list` is the Messages it stands in, `values` what its fields hold. */
export class MessageView {
  constructor(list, message, values, follows) {
    this.list = list;
    this.page = list.page;
    this.reader = list.page.reader;
    this.message = message;
    this.values = values;
    this.follows = follows;
    this.author = this.reader.someone(message.user);
    this.where = { channel: list.channel.id, ts: message.ts };
    this.isGone = message.subtype === "tombstone";
    this.isEdited = list.editing?.ts === message.ts;
  }

  get name() {
    return this.author ? nameOf(this.author) : this.message.user;
  }

  node() {
    const { message, reader } = this;
    const look = ["message", this.follows && "follows", message.is_ephemeral && "only",
      this.isGone && "gone"].filter(Boolean);
    return h(
      "article",
      { class: look.join(" "), "data-ts": message.ts, "aria-label": this.name, tabindex: "-1" },
      this.follows
        ? h("time", { class: "beside" }, timeOf(message.ts, reader))
        : avatar(this.isGone ? null : this.author),
      h("div", { class: "content" },
        message.is_ephemeral ? this.private() : null,
        message.subtype === "thread_broadcast" ? this.origin() : null,
        this.follows ? null : this.who(),
        h("div", { class: "body" }, this.body()),
        this.reactions(),
        this.list.isThread ? null : this.thread()),
      message.is_ephemeral || this.isEdited ? null : this.tools(),
    );
  }

  who() {
    const { message, author, reader } = this;
    const open = (event) => openProfile(event.currentTarget, author, this.page);
    const time = this.list.isThread ? whenOf(message.ts, reader) : timeOf(message.ts, reader);
    return h("p", { class: "who" },
      author && !this.isGone
        ? near({ class: "name", "data-spot": "who", "aria-haspopup": "dialog", onclick: open },
          this.name)
        : h("strong", {}, this.name),
      statusSign(author),
      author?.is_bot ? h("span", { class: "app" }, say("app")) : null,
      h("time", {}, time));
  }

  private() {
    const dismiss = () => this.page.act("dismiss", this.where);
    return h("p", { class: "private" }, `👁 ${say("onlyYou")} · `,
      near({ class: "plain", "data-spot": "dismiss", onclick: dismiss }, say("dismissMessage")));
  }

  origin() {
    const open = () => this.page.openThread(this.where.channel, this.message.thread_ts);
    return h("p", { class: "private" },
      near({ class: "plain", "data-spot": "origin", onclick: open }, `↪ ${say("fromThread")}`));
  }

  body() {
    const { message, page, reader } = this;
    if (this.isEdited) return this.editor();
    if (this.isGone) return h("div", { class: "text" }, say("deleted"));
    const edited = message.edited ? h("span", { class: "edited" }, ` ${say("edited")}`) : null;
    const text = () => h("div", { class: "text" }, mrkdwn(message.text, reader), edited);
    const said = message.text || !message.files ? text() : null;
    if (!message.blocks?.length) return [said, filesOf(message)];
    const surface = surfaceOf(this.where, this.values, page);
    // Slack marks an edit of the text alone.
    return [draw(message.blocks, surface), filesOf(message)];
  }

  reactions() {
    const { message, reader, page } = this;
    if (!message.reactions || this.isGone) return null;
    const react = (name) => page.act("react", { ...this.where, name });
    const pills = message.reactions.map(({ name, users, count }) => {
      const mine = users.includes(page.state.me);
      const who = users.map((id) => (id === page.state.me ? say("you") : reader.person(id)));
      const words = say("reacted", { who: who.join(", "), name: `:${name}:` });
      return near({
        class: mine ? "pill mine" : "pill", "data-spot": `reaction ${name}`,
        "aria-pressed": String(mine), "aria-label": words, title: words, onclick: () => react(name),
      }, h("span", {}, emoji(name) ?? `:${name}:`), ` ${count}`);
    });
    return h("div", { class: "reactions" }, pills,
      near({
        class: "pill", "aria-label": say("react"), title: say("react"),
        "data-spot": "reaction", "aria-haspopup": "dialog",
        onclick: (event) => openPicker(event.currentTarget, react),
      }, "☺+"));
  }

  thread() {
    const { message, reader, page } = this;
    if (!message.reply_count) return null;
    const users = message.reply_users.slice(0, FACES);
    const faces = users.map((id) => avatar(reader.someone(id), "small"));
    const count = message.reply_count;
    return near({
      class: "thread-bar", "data-spot": "thread",
      onclick: () => page.openThread(this.where.channel, message.ts),
    }, faces,
    h("b", {}, say(count === 1 ? "oneReply" : "replies", { count })),
    h("span", {}, say("lastReply", { when: whenInside(message.latest_reply, reader) })));
  }

  tools() {
    const { page, message } = this;
    const { channel } = this.where;
    const root = message.thread_ts ?? message.ts;
    const react = (name) => page.act("react", { ...this.where, name });
    const act = (sign, name, onclick, opens) =>
      near({ class: "sign", title: name, "aria-label": name, onclick, "aria-haspopup": opens },
        sign);
    const more = menuButton("⋮", say("more"), this.entries());
    more.tabIndex = -1;
    more.dataset.near = "";
    return h("div", { class: "tools", role: "group", "data-spot": "tools" },
      this.isGone ? null
        : act("☺", say("react"), (event) => openPicker(event.currentTarget, react), "dialog"),
      this.list.isThread ? null
        : act("💬", say("reply"), () => page.openThread(channel, root)),
      this.isGone ? null : more);
  }

  entries() {
    const { page, message, where, list } = this;
    const shortcuts = page.state.shortcuts
      .filter((one) => one.kind === "message")
      .map((one) => ({
        label: one.name,
        about: `${page.state.app.name} · ${one.description}`,
        choose: () => page.act("shortcut", { callback_id: one.callback_id, ...where }),
      }));
    const link = () => navigator.clipboard?.writeText(page.permalink(where.channel, message));
    const general = [{ label: say("copyLink"), choose: link }];
    const own = [
      { label: say("edit"), choose: () => list.edit(message) },
      { label: say("delete"), choose: () => this.remove() },
    ];
    const mine = message.user === page.state.me && !message.bot_id;
    return [...shortcuts, ...general, ...(mine ? own : [])];
  }

  async remove() {
    const words = (text) => ({ type: "plain_text", text });
    const sure = await confirmed({
      title: words(say("delete")), text: words(say("deleteSure")),
      confirm: words(say("delete")), deny: words(say("cancel")), style: "danger",
    }, this.reader);
    if (sure) this.page.act("delete", this.where);
  }

  editor() {
    const { list, page } = this;
    const { editing } = list;
    const stop = () => list.edit(null);
    const save = async () => {
      if (await page.act("edit", { ...this.where, text: box.value })) stop();
    };
    const box = h("textarea", {
      rows: 2, "aria-label": say("edit"), "data-first": "", value: editing.text,
      oninput: () => {
        editing.text = box.value;
      },
      onkeydown: (event) => {
        if (composing(event)) return;
        if (event.key === "Escape") stop();
        else if (event.key === "Enter" && !event.shiftKey) save();
        else return;
        event.preventDefault();
        event.stopPropagation();
      },
    });
    return h("div", { class: "editor", "data-spot": "editor" }, box,
      h("p", {},
        h("button", { type: "button", class: "button", onclick: stop }, say("cancel")),
        h("button", { type: "button", class: "button primary", onclick: save }, say("save"))));
  }
}
