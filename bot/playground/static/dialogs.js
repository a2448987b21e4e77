/** The page's own dialogs and cards: a title, a way out, and what they are about. */

import { freshId, h } from "./dom.js";
import { say } from "./words.js";

/**
 * Opens a dialog; `made(close)` gives its nodes, the last of them maybe a footer.
 * It closes by Escape, its cross or `close()`, and the focus goes back where it was.
 */
export function openDialog(title, made, look = "") {
  const back = document.activeElement;
  const id = freshId();
  const dialog = h("dialog", { class: `panel ${look}`.trim(), "aria-labelledby": id });
  const close = () => dialog.close();
  dialog.append(
    h("header", {},
      h("h2", { id }, title),
      h("button", { type: "button", class: "sign", "aria-label": say("close"), onclick: close },
        "×")),
    ...[made(close)].flat(),
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (back?.isConnected) back.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("[data-first]")?.focus();
  return dialog;
}

/** Puts a popover under its button, or over it where there is no room. */
export function standBeside(card, button) {
  const spot = button.getBoundingClientRect();
  card.showPopover();
  const own = card.getBoundingClientRect();
  const below = spot.bottom + own.height + 8 < innerHeight;
  const top = below ? spot.bottom + 4 : spot.top - own.height - 4;
  card.style.left = `${Math.max(8, Math.min(spot.left, innerWidth - own.width - 8))}px`;
  card.style.top = `${Math.max(8, Math.min(top, innerHeight - own.height - 8))}px`;
}

/** Opens a card under `button`: it closes by Escape or a click elsewhere. */
export function openCard(button, name, made, look = "") {
  const card = h("div", { class: `pop ${look}`.trim(), role: "dialog", "aria-label": name,
    popover: "auto", tabindex: "-1" });
  const close = () => card.hidePopover();
  card.append(...[made(close)].flat().filter(Boolean));
  card.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    const inside = card.contains(document.activeElement);
    button.setAttribute("aria-expanded", "false");
    card.remove();
    if ((inside || document.activeElement === document.body) && button.isConnected) button.focus();
  });
  (button.closest("dialog") ?? document.body).append(card);
  button.setAttribute("aria-expanded", "true");
  standBeside(card, button);
  (card.querySelector("[data-first]") ?? card).focus();
  return card;
}

