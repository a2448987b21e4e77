/** The bar on top: what time it is in the workspace, and the ways to turn it. */

import { readOrNothing, tryTo } from "./asking.js";
import { DateDialog } from "./date-dialog.js";
import { momentName, written } from "./dates.js";
import { h } from "./dom.js";
import { openMenu } from "./menu.js";
import { say, sayCount } from "./speech.js";
import { TURNS } from "./when.js";

const TICK_MS = 1000;
const LOOK_MS = 250;

const SHORT = { weekday: "short", day: "numeric", month: "short", hour: "numeric",
  minute: "2-digit" };

/** A moment in few words, such as Tue, Mar 3, 9:41 AM. */
export const shortMoment = (seconds, reader) =>
  written(seconds, SHORT, reader);

export class ClockBar {
  /** `announce(words)` says something to those who don't see the bar. */
  constructor(page, announce) {
    this.page = page;
    this.announce = announce;
    this.clock = null;
    this.looks = false;
    this.turned = false;
    this.long = h("time", { class: "long" });
    this.short = h("time", { class: "short" });
    this.zone = h("span", { class: "zone" });
    this.time = h("div", { class: "now" }, this.long, this.short, this.zone);
    this.buttons = Object.fromEntries(Object.keys(TURNS).map((name) => [name, this.button(name)]));
    this.pick = h("button", { type: "button", onclick: () => this.open() });
    this.menu = h("button", { type: "button", class: "narrow", "aria-haspopup": "menu",
      "aria-expanded": "false", onclick: () => this.openMenu() }, "⏩");
    this.turns = h("div", { class: "turns", role: "group" },
      h("div", { class: "wide" }, Object.values(this.buttons), this.pick), this.menu);
    this.progress = h("progress", { max: "100" });
    this.on = h("span", { class: "on" });
    this.stop = h("button", { type: "button", onclick: () => this.halt() });
    this.way = h("div", { class: "way", hidden: true }, this.progress, this.on, this.stop);
    this.dialog = new DateDialog(page, (to) => this.turnTo(to));
    setInterval(() => this.tick(), TICK_MS);
  }

  get nodes() {
    return [this.time, this.turns, this.way];
  }

  button(name) {
    return h("button", { type: "button", onclick: () => this.turn(name) });
  }

  draw() {
    const { page } = this;
    this.clock = page.state.clock;
    const { turns } = this.clock;
    this.turns.setAttribute("aria-label", say("turnClock"));
    for (const [name, button] of Object.entries(this.buttons)) button.textContent = say(name);
    this.pick.textContent = say("pick");
    this.menu.setAttribute("aria-label", say("turnClock"));
    this.menu.title = say("turnClock");
    this.stop.textContent = say("stop");
    this.progress.setAttribute("aria-label", say("turning"));
    this.zone.textContent = page.reader.zone.split("/").at(-1).replaceAll("_", " ");
    this.zone.title = page.reader.zone;
    this.dialog.draw();
    this.turns.hidden = !turns;
    this.drawTime();
    this.drawWay();
  }

  get now() {
    return this.clock.turning ? this.clock.now : this.page.reader.now();
  }

  titleOf(name) {
    const { reader } = this.page;
    const to = TURNS[name](this.now, reader.zone);
    return say("turnsTo", { moment: momentName(to, reader) });
  }

  tick() {
    if (this.clock) this.drawTime();
  }

  drawTime() {
    const { reader } = this.page;
    const words = momentName(this.now, reader);
    if (this.long.dataset.words === words) return;
    this.long.dataset.words = words;
    for (const [name, button] of Object.entries(this.buttons)) button.title = this.titleOf(name);
    this.long.title = say("clock");
    this.short.textContent = shortMoment(this.now, reader);
    this.long.replaceChildren(...weekdayStrong(this.now, reader));
  }

  /** The way the clock is on, if it turns; what it takes is looked at until it stands. */
  drawWay() {
    const { turning } = this.clock;
    const { reader } = this.page;
    const held = this.turns.contains(document.activeElement);
    this.way.hidden = !turning;
    for (const button of [...Object.values(this.buttons), this.pick, this.menu]) {
      button.disabled = Boolean(turning);
    }
    this.turns.classList.toggle("rests", Boolean(turning));
    if (!turning) {
      if (this.turned) this.arrived();
      return;
    }
    const [begin, to] = [turning.begin, turning.to].map((one) => shortMoment(one, reader));
    const now = shortMoment(this.clock.now, reader);
    const done = (this.clock.now - turning.begin) / (turning.to - turning.begin);
    const said = sayCount("said", turning.said);
    this.progress.value = Math.max(0, Math.min(100, Math.round(done * 100)));
    this.progress.setAttribute("aria-valuetext",
      say("turningWhole", { begin, to, now, said: turning.said }));
    this.on.textContent = `${say("turningTo", { begin, to })} · ${said}`;
    if (held) this.stop.focus();
    if (!this.turned) this.announce(say("turnsTo", { moment: momentName(turning.to, reader) }));
    this.turned = true;
    this.look();
  }

  /** The clock stands again. */
  arrived() {
    this.turned = false;
    this.announce(say("itIs", { moment: momentName(this.now, this.page.reader) }));
    if (document.activeElement === document.body || this.way.contains(document.activeElement)) {
      (this.buttons.hour.offsetParent ? this.buttons.hour : this.menu).focus();
    }
  }

  async look() {
    if (this.looks) return;
    this.looks = true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const found = await readOrNothing(this.page, "clock");
    this.looks = false;
    if (found && !found.clock.turning) {
      await this.page.refresh();
      return;
    }
    if (found) this.clock = found.clock;
    this.drawTime();
    this.drawWay();
  }

  /** Turns the clock as one of the buttons does. */
  async turn(name) {
    const { reader } = this.page;
    const why = await this.turnTo(TURNS[name](reader.now(), reader.zone));
    if (why) this.page.tell(why);
  }

  /** Turns the clock to an instant; resolves to why it does not, or to nothing. */
  turnTo(to) {
    return tryTo(this.page, "turn", { to });
  }

  async halt() {
    const why = await tryTo(this.page, "halt", {});
    if (why) this.page.tell(why);
  }

  open() {
    this.dialog.open();
  }

  openMenu() {
    const entries = Object.keys(TURNS).map((name) => ({
      label: say(name),
      about: this.titleOf(name),
      choose: () => this.turn(name),
    }));
    openMenu(this.menu, [...entries, { label: say("pick"), choose: () => this.open() }]);
  }
}

/** A moment whole, its weekday strong. */
function weekdayStrong(seconds, reader) {
  const whole = momentName(seconds, reader);
  const weekday = written(seconds, { weekday: "long" }, reader);
  const [before, ...after] = whole.split(weekday);
  return [before, h("b", {}, weekday), after.join(weekday)];
}
