/** Selects whose options the bot gives while one types. */

import { h } from "./dom.js";
import { Suggestions } from "./listbox.js";
import { plainText } from "./mrkdwn.js";
import { say } from "./words.js";

// https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select
const LEAST_LETTERS = 3;
const PAUSE_MS = 150;

/** A box that asks the bot for options; `several` keeps the chosen ones before it. */
export function externalSelect(element, field) {
  const several = element.type.startsWith("multi_");
  const box = h("input", {
    type: "text",
    autocomplete: "off",
    placeholder: element.placeholder ? plainText(element.placeholder) : say("typeToSearch"),
    "aria-labelledby": field.labelledby,
    "aria-describedby": field.describedby,
    "aria-label": field.labelledby ? null : say("typeToSearch"),
  });
  const list = h("div", { role: "listbox", class: "suggestions" });
  const chips = h("span", { class: "chips" });
  const chosen = () => (several ? field.value(element) ?? [] : [field.value(element)].filter(Boolean));
  const keep = (options) => field.changed(element, several ? options : options[0] ?? null);
  const show = () => {
    if (several) chips.replaceChildren(...chosen().map((option) => chip(option)));
    box.value = several ? "" : chosen().map((option) => plainText(option.text)).join("");
  };
  const chip = (option) => {
    const name = plainText(option.text);
    const drop = () => {
      keep(chosen().filter((one) => one.value !== option.value));
      show();
      box.focus();
    };
    const close = { type: "button", "aria-label": say("remove", { name }), onclick: drop };
    return h("span", { class: "chip" }, name, h("button", close, "×"));
  };
  const suggestions = new Suggestions(box, list, ({ option }) => {
    keep(several ? [...chosen().filter((one) => one.value !== option.value), option] : [option]);
    show();
  });
  asking(box, element, field, suggestions);
  box.addEventListener("blur", () => {
    // An emptied box takes the choice back; half-typed words are no choice.
    if (!several && box.value === "" && chosen().length) keep([]);
    show();
  });
  show();
  return h("div", { class: "external" }, chips, box, list);
}

function asking(box, element, field, suggestions) {
  let waiting = 0;
  let asked = 0;
  const ask = async () => {
    const turn = (asked += 1);
    const options = await field.suggest(element, box.value);
    if (turn !== asked || document.activeElement !== box) return;
    const entries = options.map((option) => ({
      option,
      label: plainText(option.text),
      about: option.description && plainText(option.description),
    }));
    suggestions.offer(entries, entries.length ? 0 : -1, say("nothingFound"));
  };
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    asked += 1;
    suggestions.offer([]);
    const least = element.min_query_length ?? LEAST_LETTERS;
    if (box.value.length >= least) waiting = setTimeout(ask, PAUSE_MS);
  });
}
