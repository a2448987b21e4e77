/** The page as a whole: one person's screen, drawn again whenever the workspace changed. */

import { members } from "./channels.js";
import { Composer } from "./composer.js";
import { byId, h } from "./dom.js";
import { Drafts } from "./drafts.js";
import { Header } from "./header.js";
import { Home } from "./home.js";
import { Messages } from "./messages.js";
import { Modal } from "./modal.js";
import { Reading } from "./reading.js";
import { isMine, readerOf, titleOf } from "./reader.js";
import { act, listen, Refused, stateOf } from "./server.js";
import { ABOUT, HOME, Sidebar, THREADS } from "./sidebar.js";
import { Thread } from "./thread.js";
import { Threads } from "./threads.js";
import { Tools } from "./tools.js";
import { say, speak } from "./words.js";

const MINUTE_MS = 60_000;

class Page {
  constructor() {
    const asked = new URLSearchParams(location.search);
    this.as = asked.get("as") ?? "";
    // Where the person wants to be, and what the state on screen shows.
    this.wanted = asked.get("in") ?? "";
    this.place = "";
    this.thread = asked.get("thread") ?? "";
    this.state = null;
    // How many notices of Slack's this person has been shown.
    this.told = 0;
    this.isLost = false;
    this.drafts = new Drafts();
    this.composer = new Composer(this, byId("composer"), "", () => this.where);
    this.sidebar = new Sidebar(this);
    this.header = new Header(this);
    this.messages = new Messages(byId("messages"), this);
    this.beside = new Thread(this);
    this.threads = new Threads(this);
    this.home = new Home(byId("home"), this);
    this.modal = new Modal(byId("modal"), this);
    this.reading = new Reading(this);
    this.tools = new Tools(this);
  }

  async start() {
    await this.refresh();
    if (!this.state) return;
    this.opened();
    listen(() => this.state.socket, () => this.refresh(), () => this.lose());
    // Times such as “today” and everybody's clocks go on.
    setInterval(() => this.draw(), MINUTE_MS);
    if (!this.modal.isOpen) this.settle();
  }

  get channel() {
    return this.state.channels.find((channel) => channel.id === this.place) ?? null;
  }

  get isApp() {
    return [HOME, ABOUT, this.state.app.dm].includes(this.place);
  }

  get title() {
    if (this.place === THREADS) return say("threads");
    return this.isApp ? this.state.app.name : titleOf(this.channel, this.state);
  }

  /** Where the box under the messages writes. */
  get where() {
    const channel = this.state && this.channel;
    if (!channel) return null;
    return { key: channel.id, channel, words: say("placeholder", { name: this.title }), details: {} };
  }

  /** Whether the acting person can write there. */
  mayWrite(channel) {
    return isMine(channel, this.state) && !channel.archived;
  }

  /** Fetches and draws the state as it is now; those who ask meanwhile share the next one. */
  refresh() {
    this.next ??= (this.loading ?? Promise.resolve()).then(() => {
      this.next = null;
      this.loading = this.load();
      return this.loading;
    });
    return this.next;
  }

  async load() {
    const { as } = this;
    try {
      const state = await stateOf(as, this.wanted, this.thread);
      if (as === this.as) this.show(state);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (this.state) this.lose();
      else this.tell(error.message);
    }
  }

  show(state) {
    const changed = this.state?.me !== state.me;
    this.state = state;
    this.as = state.me;
    this.place = state.place;
    this.reader = readerOf(state, (channel, ts, thread) => this.find(channel, ts, thread));
    speak(this.reader.locale);
    document.documentElement.lang = this.reader.locale;
    if (changed) this.told = state.notices.length;
    if (this.isLost) this.tell("");
    this.isLost = false;
    this.reading.mark();
    this.draw();
    this.reading.attend();
    this.news(state.notices.slice(this.told));
    this.told = state.notices.length;
  }

  draw() {
    const { state, place, channel } = this;
    byId("messages").hidden = !channel;
    byId("home").hidden = place !== HOME;
    byId("threads").hidden = place !== THREADS;
    this.header.draw();
    byId("composer").hidden = !channel || !this.mayWrite(channel);
    this.remember();
    this.sidebar.draw();
    if (place === HOME) this.home.draw(state.home);
    if (place === THREADS) this.threads.draw();
    if (channel) this.messages.draw(channel, channel.messages, this.reading.since);
    this.composer.draw();
    this.beside.draw();
    this.modal.draw(state.modals);
    this.tools.draw();
  }

  /** Keeps the address and the title in step with what is on screen. */
  remember() {
    const { state } = this;
    const named = state.channels.reduce((sum, one) => sum + one.mentions, 0);
    document.title = `${named ? `(${named}) ` : ""}${this.title} · ${state.team.name}`;
    const address = this.address(state.me);
    if (location.search !== address) history.replaceState(null, "", address);
  }

  /** The address of what is on screen, as another person has it. */
  address(person) {
    const thread = this.state.thread ? `&thread=${encodeURIComponent(this.thread)}` : "";
    return `?as=${person}&in=${this.place}${thread}`;
  }

  /** Shows another channel, a tab of the app's, or the threads. */
  async go(place, thread = "") {
    this.wanted = place;
    this.thread = thread;
    this.tell("");
    if (this.sidebar.isOpen) this.sidebar.open(false);
    await this.refresh();
    if (this.place !== place) return;
    this.opened();
    this.settle();
  }

  /** The bot hears which of its tabs is opened. */
  opened() {
    if (this.place === HOME) this.act("home", { tab: "home" });
    else if (this.place === this.state.app.dm) this.act("home", { tab: "messages" });
  }

  /** Puts the caret into the box, where that does not open a keyboard over the page. */
  settle() {
    if (!matchMedia("(hover: hover)").matches) return;
    if (this.beside.isOpen) this.beside.composer.focus();
    else if (!byId("composer").hidden) this.composer.focus();
  }

  /** Opens the app: what it wrote if that is new, else its home. */
  openApp() {
    const { app, channels } = this.state;
    const unread = channels.find((one) => one.id === app.dm)?.unread;
    return this.go(app.home_tab && !(unread && app.messages_tab) ? HOME : app.dm);
  }

  /** Opens a thread beside the channel on screen. */
  async openThread(channel, ts) {
    this.thread = channel === this.place ? ts : `${channel}/${ts}`;
    await this.refresh();
    this.settle();
  }

  async closeThread() {
    const from = this.state.thread?.ts;
    this.thread = "";
    await this.refresh();
    const root = from && document.querySelector(`#messages [data-ts="${from}"]`);
    if (root) root.focus({ preventScroll: true });
    else this.settle();
  }

  /** Brings a message into view, in its thread if it stands there only. */
  async find(channel, ts, thread) {
    await this.go(channel, thread && thread !== ts ? thread : "");
    // One too old to stand in the channel on screen is shown beside it.
    if (!this.messages.show(ts) && !this.state.thread) await this.openThread(channel, ts);
    if (this.state.thread) this.beside.messages.show(ts);
  }

  /** The address of a message as Slack writes it. */
  permalink(channel, { ts, thread_ts: thread }) {
    const link = `${this.state.team.url}archives/${channel}/p${ts.replace(".", "")}`;
    return thread && thread !== ts ? `${link}?thread_ts=${thread}&cid=${channel}` : link;
  }

  /** Opens the direct messages with a person. */
  async write(person) {
    const opened = await this.act("direct", { user: person });
    if (opened) await this.go(opened.channel);
  }

  editLast(inThread) {
    return (inThread ? this.beside.messages : this.messages).editLast();
  }

  members() {
    if (this.channel) members(this, this.channel.id);
  }

  /** Acts as another person from now on, in the same place where they see it. */
  async become(person) {
    this.as = person;
    this.tell("");
    await this.refresh();
    this.opened();
  }

  /**
   * Does something as the acting person; null where it was refused, which is said:
   * to `tell` where it is given, else over the box.
   */
  async act(gesture, details, tell = null) {
    if (!this.isLost) this.tell("");
    try {
      return await act(this.as, gesture, details);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (tell) tell(error.message);
      else this.tell(say("notSent", { why: error.message }));
      return null;
    } finally {
      if (gesture !== "suggest") await this.refresh();
    }
  }

  /** Notices of Slack's that do not stand among the messages on screen. */
  news(notices) {
    for (const { text, channel } of notices) {
      if (channel === null || channel !== this.place) this.tell(text);
    }
  }

  lose() {
    this.isLost = true;
    this.tell(say("lost"));
  }

  /** Shows a sentence where the person looks: in the form if one is open, else over the box. */
  tell(words) {
    if (words && this.modal.isOpen) {
      this.modal.tell(words);
      return;
    }
    const line = byId("notice");
    line.hidden = !words;
    const dismiss = () => this.tell("");
    line.replaceChildren(
      ...(words
        ? [words, h("button", { type: "button", class: "sign", "aria-label": say("dismiss"),
            onclick: dismiss }, "×")]
        : []),
    );
  }
}

new Page().start();
