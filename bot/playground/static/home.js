/** The app's home tab, as it was published for the acting person. */

import { draw } from "./blocks.js";
import { focusInside, h, refocus } from "./dom.js";
import { surfaceOf } from "./surface.js";
import { Values } from "./values.js";
import { say } from "./words.js";

export class Home {
  /** `section` is the element that holds it. */
  constructor(section, page) {
    this.section = section;
    this.page = page;
    this.key = "";
    this.values = new Map();
  }

  /** Draws a view, or says that there is none. */
  draw(view) {
    const { section, page } = this;
    const key = `${page.state.me} ${view?.id} ${view?.hash}`;
    if (key === this.key) return;
    this.key = key;
    if (!view) {
      section.replaceChildren(h("p", { class: "empty" }, say("noHome")));
      return;
    }
    const held = focusInside(section);
    const values = this.values.get(view.id) ?? new Values();
    this.values.set(view.id, values);
    values.renew(view);
    section.replaceChildren(...draw(view.blocks, surfaceOf({ view_id: view.id }, values, page)));
    if (held) refocus(section, held);
  }
}
