/** What the playground adds to Slack: the clock, the inspector with its faults, the tour. */

import { momentName } from "./dates.js";
import { byId } from "./dom.js";

export class Tools {
  constructor(page) {
    this.page = page;
  }

  /** Draws the time. */
  draw() {
    const { clock } = this.page.state;
    byId("tools").textContent = clock.turns ? momentName(clock.now, this.page.reader) : "";
  }
}
