/** What the playground adds to Slack: the clock, the inspector with its faults, the tour. */

import { ClockBar } from "./clock-bar.js";
import { byId, h } from "./dom.js";
import { Inspector } from "./inspector.js";
import { openMenu } from "./menu.js";
import { say } from "./speech.js";
import { Tour } from "./tour.js";

const INSPECTOR_KEY = "F2";

export class Tools {
  constructor(page) {
    this.page = page;
    const bar = byId("tools");
    this.said = h("p", { class: "unseen", "aria-live": "polite" });
    this.clock = new ClockBar(page, (words) => this.announce(words));
    this.inspector = new Inspector(byId("inspector"), page, () => this.changed());
    this.tour = new Tour(byId("tour"), page, this);
    this.tourWide = this.button(() => this.guide());
    this.faultsWide = this.button(() => this.misbehave());
    this.inspectorWide = this.button(() => this.inspector.open(!this.inspector.isOpen));
    this.inspectorWide.setAttribute("aria-controls", "inspector");
    this.more = h("button", { type: "button", class: "narrow", "aria-haspopup": "menu",
      "aria-expanded": "false", onclick: () => this.openMenu() }, "⋯");
    bar.setAttribute("role", "region");
    bar.append(...this.clock.nodes, h("span", { class: "space" }),
      h("div", { class: "others" }, this.tourWide, this.faultsWide, this.inspectorWide, this.more),
      this.said);
    document.addEventListener("keydown", (event) => {
      if (event.key !== INSPECTOR_KEY || event.defaultPrevented) return;
      event.preventDefault();
      if (!document.querySelector("dialog[open]")) this.inspector.open(!this.inspector.isOpen);
    });
  }

  button(act) {
    return h("button", { type: "button", class: "wide", onclick: act });
  }

  /** The button that opens the tour, as wide as the screen is. */
  get tourButton() {
    return this.tourWide.offsetParent ? this.tourWide : this.more;
  }

  /** Draws the time, and what is open. */
  draw() {
    byId("tools").setAttribute("aria-label", say("toolbar"));
    this.clock.draw();
    this.inspector.draw();
    this.changed();
    this.tour.draw();
  }

  /** Names the buttons after what is there and what is open. */
  changed() {
    if (!this.page.state) return;
    const { faults } = this.page.state;
    this.tourWide.textContent = say("tour");
    this.tourWide.hidden = !this.tour.exists;
    this.tourWide.setAttribute("aria-expanded", String(this.tour.isOpen));
    this.faultsWide.textContent = faults ? say("faultsOn", { count: faults }) : say("faults");
    this.faultsWide.classList.toggle("alert", faults > 0);
    this.inspectorWide.textContent = say("inspector");
    this.inspectorWide.title = say("inspectorKey");
    this.inspectorWide.setAttribute("aria-expanded", String(this.inspector.isOpen));
    this.more.setAttribute("aria-label", say("tools"));
    this.more.title = say("tools");
    this.more.classList.toggle("alert", faults > 0);
  }

  /** Says something to those who hear the page. */
  announce(words) {
    this.said.textContent = words;
  }

  guide() {
    if (this.tour.isOpen) this.tour.close();
    else this.tour.open();
  }

  misbehave() {
    this.inspector.open(true);
    this.inspector.faults.open();
  }

  openMenu() {
    const { faults } = this.page.state;
    openMenu(this.more, [
      ...(this.tour.exists ? [{ label: say("tourName"), choose: () => this.guide() }] : []),
      { label: faults ? say("faultsOn", { count: faults }) : say("faults"),
        choose: () => this.misbehave() },
      { label: say("inspector"), choose: () => this.inspector.open(!this.inspector.isOpen) },
    ]);
  }
}
