/** One line of the inspector, and under it what was sent and answered. */

import { readOrNothing } from "./asking.js";
import { h } from "./dom.js";
import { tree } from "./json-tree.js";
import { momentName } from "./dates.js";
import { say } from "./speech.js";

/** The line of an entry, a list item; `inspector` finds the entries it belongs to. */
export function lineOf(entry, inspector) {
  const { reader } = inspector.page;
  const time = new Intl.DateTimeFormat(reader.locale, {
    day: "numeric", month: "short", hour: "numeric", minute: "2-digit", second: "2-digit",
    timeZone: reader.zone,
  }).format(entry.when * 1000);
  const toBot = entry.to === "bot";
  const summary = h("summary", {},
    h("span", { class: "arrow", title: say(toBot ? "toBot" : "fromBot") },
      h("span", { class: "unseen" }, say(toBot ? "toBot" : "fromBot")),
      h("span", { "aria-hidden": "true" }, toBot ? "→" : "←")),
    h("span", { class: "what" }, h("b", {}, entry.title), h("span", {}, entry.about)),
    h("span", { class: "fate" },
      h("span", { class: "badge" }, entry.badge),
      entry.byHand ? h("span", { class: "badge hand" }, say("byHand")) : null,
      h("time", { title: momentName(entry.when, reader) }, time)));
  const details = h("details", { class: toBot ? "to-bot" : "from-bot" }, summary);
  if (entry.bad) details.classList.add("bad");
  details.addEventListener("toggle", () => {
    if (details.open && details.childElementCount === 1) details.append(inside(entry, inspector));
  });
  return h("li", { "data-number": entry.number }, details);
}

function inside(entry, inspector) {
  const said = h("p", { class: "quiet", role: "status" });
  return h("div", { class: "inside" },
    entry.code ? h("p", { class: "why" }, say("whySlack", { code: entry.code })) : null,
    entry.messages?.length
      ? h("ul", { class: "why" }, entry.messages.map((each) => h("li", {}, String(each)))) : null,
    entry.raw.reason ? h("p", { class: "quiet" }, say("retried", { reason: entry.raw.reason }))
      : null,
    related(entry, inspector),
    entry.parts.map((part) => partOf(part)),
    h("p", {}, h("button", { type: "button", class: "button",
      onclick: () => copy(entry, inspector.page, said) }, say("copyCurl"))),
    said);
}

function partOf({ name, value, empty }) {
  const isEmpty = empty && !Object.keys(value).length;
  return [h("h3", {}, say(name)), isEmpty ? h("p", { class: "quiet" }, say(empty)) : tree(value)];
}

function related(entry, inspector) {
  const found = entry.related.map((number) => inspector.entry(number)).filter(Boolean);
  if (!found.length) return null;
  return h("p", { class: "related" }, say(entry.to === "bot" ? "meanwhile" : "causedBy"),
    found.map((one) => h("button", { type: "button", class: "link",
      onclick: () => inspector.jump(one.number) }, one.title)));
}

/** Puts the entry's command on the clipboard, or shows it where the browser won't. */
async function copy(entry, page, said) {
  const found = await readOrNothing(page, "curl", { number: entry.number });
  if (!found) return;
  try {
    await navigator.clipboard.writeText(found.command);
    said.textContent = say(entry.to === "bot" ? "copiedSigned" : "copied");
  } catch {
    const name = say("copyYourself");
    const text = h("textarea", { readonly: true, rows: "6", "aria-label": name,
      value: found.command });
    said.replaceChildren(name, text);
    text.select();
  }
}
