/** The modal on top of the stack: drawn, kept while it is typed into, submitted, closed. */

import { draw } from "./blocks.js";
import { focusable, focusInside, h, refocus } from "./dom.js";
import { frame } from "./frame.js";
import { surfaceOf } from "./surface.js";
import { Values } from "./values.js";
import { say } from "./words.js";

export class Modal {
  /** `dialog` is the element that holds it. */
  constructor(dialog, page) {
    this.dialog = dialog;
    this.page = page;
    this.view = null;
    this.key = "";
    this.waits = false;
    this.closing = null;
    this.values = new Map();
    // The fields typed into since the form was sent: what was wrong with them is no news.
    this.mended = new Set();
    dialog.addEventListener("cancel", (event) => {
      if (event.target !== dialog) return;
      event.preventDefault();
      this.close(true);
    });
    dialog.addEventListener("close", (event) => {
      // A browser closes a dialog at the second Escape whatever the page says.
      if (event.target === dialog && this.view) this.close(true);
    });
    dialog.addEventListener("keydown", (event) => this.pressed(event));
    for (const kind of ["input", "change"]) {
      dialog.addEventListener(kind, (event) => this.touched(event));
    }
  }

  get isOpen() {
    return this.dialog.open;
  }

  /** Draws the view on top of these, or closes; a view that did not change stays as it is. */
  draw(views) {
    const view = views.at(-1) ?? null;
    const before = this.view;
    this.view = view;
    for (const id of this.values.keys()) {
      if (!views.some((one) => one.id === id)) this.values.delete(id);
    }
    if (!view) {
      this.key = "";
      if (this.dialog.open) this.leave();
      return;
    }
    const key = `${view.id} ${view.hash} ${this.page.state.me}`;
    if (key !== this.key) this.renew(view, before?.id === view.id, views.length > 1);
    this.key = key;
    this.wrong(view.errors);
  }

  leave() {
    this.dialog.close();
    this.dialog.replaceChildren();
    if (document.activeElement === document.body) this.page.composer.focus();
  }

  renew(view, same, stacked) {
    const { dialog, page } = this;
    const held = same && focusInside(dialog);
    const scrolled = same ? dialog.querySelector(".blocks")?.scrollTop : 0;
    const values = this.values.get(view.id) ?? new Values();
    this.values.set(view.id, values);
    values.renew(view);
    this.mended.clear();
    const surface = surfaceOf({ view_id: view.id }, values, page);
    const does = { close: (everything) => this.close(everything), submit: () => this.submit() };
    const drawn = draw(view.blocks, surface);
    dialog.replaceChildren(frame(view, drawn, { stacked, app: page.state.app.name, does }));
    if (!dialog.open) dialog.showModal();
    dialog.querySelector(".blocks").scrollTop = scrolled ?? 0;
    this.wait(this.waits);
    if (held) refocus(dialog, held);
    else this.begin();
  }

  /** Focuses the field that asks for it, else the first one, else the last button. */
  begin() {
    const first = this.dialog.querySelector("[data-first]") ?? this.dialog.querySelector(".input");
    const field = first && focusable(first)[0];
    (field ?? focusable(this.dialog).at(-1))?.focus();
  }

  /** Shows what is wrong beside the fields; under "" stands what is wrong with the whole. */
  wrong(errors) {
    for (const block of this.dialog.querySelectorAll("[data-block]")) {
      const shown = block.querySelector(".error");
      if (!shown) continue;
      const id = block.dataset.block;
      const error = this.mended.has(id) ? "" : errors[id] ?? "";
      if (shown.textContent !== error) shown.textContent = error;
      block.classList.toggle("wrong", error !== "");
      for (const field of block.querySelectorAll("input, select, textarea")) {
        field.setAttribute("aria-invalid", String(error !== ""));
      }
    }
    if (errors[""]) this.tell(errors[""]);
  }

  /** What was wrong with a field is no longer shown once it is typed into. */
  touched({ target }) {
    const block = target.closest(".input[data-block]");
    const button = this.dialog.querySelector("[type=submit]");
    if (!block || !this.view) return;
    this.mended.add(block.dataset.block);
    this.wrong(this.view.errors);
    if (button && !this.waits) button.disabled = false;
  }

  /** Says something above the fields; nothing takes it away. */
  tell(words) {
    const banner = this.dialog.querySelector(".banner");
    const said = banner.textContent.includes(words);
    banner.hidden = !words;
    if (!words) banner.textContent = "";
    else if (!said) banner.append(h("span", {}, words));
  }

  /** While the bot answers nothing can be typed or pressed. */
  wait(waits) {
    const was = this.waits;
    this.waits = waits;
    this.dialog.setAttribute("aria-busy", String(waits));
    const button = this.dialog.querySelector("[type=submit]");
    const fields = this.dialog.querySelector(".blocks");
    if (!fields || !button || (!was && !waits)) return;
    fields.disabled = waits;
    button.disabled = waits;
    if (waits) button.dataset.label ??= button.textContent;
    button.textContent = waits ? say("sending") : button.dataset.label ?? button.textContent;
  }

  async submit() {
    const { view } = this;
    if (this.waits || !view || this.dialog.querySelector("[type=submit]")?.disabled) return;
    const held = focusInside(this.dialog);
    this.tell("");
    this.wait(true);
    this.mended.clear();
    const answer = await this.page.act("submit", {
      view_id: view.id,
      values: this.values.get(view.id).unsent(),
    });
    this.wait(false);
    if (!this.dialog.open || this.view?.id !== view.id) return;
    const wrong = this.dialog.querySelector(".wrong");
    if (answer?.errors && wrong) {
      focusable(wrong)[0]?.focus();
      wrong.scrollIntoView({ block: "nearest" });
    } else if (document.activeElement === document.body || document.activeElement === this.dialog) {
      if (held) refocus(this.dialog, held);
    }
  }

  /** Dismisses the view on top, or all of them. */
  async close(everything = false) {
    const id = this.view?.id;
    // A browser says more than once that Escape was pressed in a date field.
    if (!id || this.closing === id) return;
    this.closing = id;
    await this.page.act("close", { view_id: id, everything });
    if (this.closing === id) this.closing = null;
  }

  pressed(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.submit();
    }
    if (event.key !== "Tab" || event.defaultPrevented) return;
    const items = focusable(event.target.closest("dialog"));
    const [first, last] = [items[0], items.at(-1)];
    const from = document.activeElement;
    if (!items.length || from !== (event.shiftKey ? first : last)) return;
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
}
