/** Small menus under a button, and the question that a confirm object asks. */

import { standBeside } from "./dialogs.js";
import { byId, freshId, h } from "./dom.js";
import { plainText, textOf } from "./mrkdwn.js";

function walk(event, items) {
  const steps = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
  const step = steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const at = items.indexOf(document.activeElement) + step;
  items[Math.max(0, Math.min(items.length - 1, at))].focus();
}

/**
 * Opens a menu under `button`.
 * `entries` are {label, about, choose, href}; without any, `empty` is shown.
 */
export function openMenu(button, entries, empty = "") {
  const close = () => menu.hidePopover();
  const items = entries.map((entry) =>
    h(
      entry.href ? "a" : "button",
      {
        role: "menuitem",
        type: entry.href ? null : "button",
        href: entry.href,
        target: entry.href ? "_blank" : null,
        rel: entry.href ? "noopener noreferrer" : null,
        onclick: () => {
          close();
          entry.choose?.();
        },
      },
      entry.label,
      entry.about ? h("small", {}, entry.about) : null,
    ),
  );
  const menu = h(
    "div",
    { class: "menu", role: items.length ? "menu" : "status", popover: "auto",
      onkeydown: (event) => walk(event, items) },
    items.length ? items : h("p", {}, empty),
  );
  menu.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    const inside = menu.contains(document.activeElement);
    button.setAttribute("aria-expanded", "false");
    menu.remove();
    if (inside || document.activeElement === document.body) button.focus();
  });
  // A menu of a form belongs inside it: a modal dialog makes everything outside inert.
  (button.closest("dialog") ?? document.body).append(menu);
  button.setAttribute("aria-expanded", "true");
  standBeside(menu, button);
  items[0]?.focus();
}

/**
 * Asks what a Block Kit confirm object asks; resolves to whether the person agreed.
 * Source: https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object
 */
export function confirmed(question, reader) {
  if (!question) return Promise.resolve(true);
  const title = freshId();
  const back = document.activeElement;
  const answer = (value) => h("button", { type: "submit", value, class: classOf(value, question) },
    plainText(value === "yes" ? question.confirm : question.deny));
  const dialog = h(
    "dialog",
    { class: "question", "aria-labelledby": title, "aria-modal": "true" },
    h("form", { method: "dialog" },
      h("h2", { id: title }, plainText(question.title)),
      h("div", { class: "text" }, textOf(question.text, reader)),
      h("footer", {}, answer("no"), answer("yes"))),
  );
  (byId("modal").open ? byId("modal") : document.body).append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", (event) => {
      event.stopPropagation();
      dialog.remove();
      if (back?.isConnected) back.focus();
      resolve(dialog.returnValue === "yes");
    });
    dialog.addEventListener("cancel", (event) => event.stopPropagation());
  });
}

const classOf = (value, question) =>
  value === "no" ? "" : question.style === "danger" ? "danger" : "primary";

/** A button that opens a menu, named for those who don't see its sign. */
export const menuButton = (sign, name, entries, empty) =>
  h(
    "button",
    {
      type: "button",
      class: "sign",
      title: name,
      "aria-label": name,
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      onclick: (event) => openMenu(event.currentTarget, entries, empty),
    },
    sign,
  );
