/** The frame of a modal: whose it is, its title, the ways out, the fields, the two buttons. */

import { h } from "./dom.js";
import { plainText } from "./mrkdwn.js";
import { say } from "./words.js";

/**
 * The form of a view around its blocks.
 * `stacked` says whether there is a view below; `app` is the app's name; `does` has
 * close(everything) and submit().
 */
export function frame(view, blocks, { stacked, app, does }) {
  const submit = view.submit ? plainText(view.submit) : say("submit");
  const asks = view.submit || view.blocks.some((block) => block.type === "input");
  const close = view.close ? plainText(view.close) : stacked ? say("back") : say("close");
  const send = (event) => {
    event.preventDefault();
    does.submit();
  };
  return h(
    "form",
    { novalidate: true, onsubmit: send },
    h("header", {},
      stacked ? sign("‹", say("back"), () => does.close(false)) : null,
      h("span", { class: "app-icon", "aria-hidden": "true", title: app },
        app.slice(0, 1).toUpperCase()),
      h("h2", { id: "modal-title" }, plainText(view.title)),
      sign("×", say("close"), () => does.close(true))),
    h("p", { class: "banner", role: "alert", hidden: true }),
    h("fieldset", { class: "blocks" }, blocks),
    h("footer", { "data-spot": "footer" },
      h("button", { type: "button", class: "button", onclick: () => does.close(false) }, close),
      asks
        ? h("button", { type: "submit", class: "button primary",
            disabled: view.submit_disabled }, submit)
        : null),
  );
}

const sign = (shown, name, act) =>
  h("button", { type: "button", class: "sign", "aria-label": name, title: name, onclick: act }, shown);
