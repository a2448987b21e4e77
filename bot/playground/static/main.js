/** The page as a whole: one person's screen, drawn again whenever the workspace changed. */

import { Composer } from "./composer.js";
import { byId, h } from "./dom.js";
import { Home } from "./home.js";
import { Messages } from "./messages.js";
import { Modal } from "./modal.js";
import { readerOf, titleOf } from "./reader.js";
import { act, listen, Refused, stateOf } from "./server.js";
import { HOME, Sidebar } from "./sidebar.js";
import { Tools } from "./tools.js";
import { say, speak } from "./words.js";

class Page {
  constructor() {
    const asked = new URLSearchParams(location.search);
    this.as = asked.get("as") ?? "";
    // Where the person wants to be, and what the state on screen shows.
    this.wanted = asked.get("in") ?? "";
    this.place = "";
    this.state = null;
    // How many notices of Slack's this person has been shown.
    this.told = 0;
    this.isLost = false;
    this.composer = new Composer(this);
    this.sidebar = new Sidebar(this);
    this.messages = new Messages(byId("messages"), this);
    this.home = new Home(byId("home"), this);
    this.modal = new Modal(byId("modal"), this);
    this.tools = new Tools(this);
  }

  async start() {
    await this.refresh();
    if (!this.state) return;
    if (this.place === HOME) this.act("home", {});
    listen(() => this.state.socket, () => this.refresh(), () => this.lose());
    if (matchMedia("(hover: hover)").matches && !this.modal.isOpen) this.composer.focus();
  }

  get channel() {
    return this.state.channels.find((channel) => channel.id === this.place) ?? null;
  }

  get title() {
    return this.channel ? titleOf(this.channel, this.state) : this.state.app.name;
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
      const state = await stateOf(as, this.wanted);
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
    this.reader = readerOf(state, async (channel, ts) => {
      await this.go(channel);
      this.messages.show(ts);
    });
    speak(this.reader.locale);
    document.documentElement.lang = this.reader.locale;
    if (changed) this.told = state.notices.length;
    if (this.isLost) this.tell("");
    this.isLost = false;
    this.draw();
    this.news(state.notices.slice(this.told));
    this.told = state.notices.length;
  }

  draw() {
    const { state } = this;
    const atHome = this.place === HOME;
    byId("where").textContent = this.title;
    byId("topic").textContent = this.channel?.topic ?? "";
    byId("messages").hidden = byId("composer").hidden = atHome;
    byId("home").hidden = !atHome;
    document.title = `${this.title} · ${state.team.name}`;
    const address = `?as=${state.me}&in=${this.place}`;
    if (location.search !== address) history.replaceState(null, "", address);
    this.sidebar.draw();
    if (atHome) this.home.draw(state.home);
    else this.messages.draw(this.channel);
    this.composer.draw();
    this.modal.draw(state.modals);
    this.tools.draw();
  }

  /** Shows another channel, or the app's home. */
  async go(place) {
    this.wanted = place;
    this.tell("");
    if (this.sidebar.isOpen) this.sidebar.open(false);
    await this.refresh();
    if (this.place !== place) return;
    if (place === HOME) this.act("home", {});
    else if (matchMedia("(hover: hover)").matches) this.composer.focus();
  }

  /** Acts as another person from now on. */
  become(person) {
    this.as = person;
    this.tell("");
    return this.refresh();
  }

  /** Does something as the acting person; null where it was refused, which is said. */
  async act(gesture, details) {
    if (!this.isLost) this.tell("");
    try {
      return await act(this.as, gesture, details);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.tell(say("notSent", { why: error.message }));
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
