/** The card of a person: who they are, how they are, what time it is where they are. */

import { cityOf, localTime, whenInside } from "./dates.js";
import { openCard } from "./dialogs.js";
import { h } from "./dom.js";
import { avatar, statusWords } from "./faces.js";
import { languageOf, nameOf } from "./reader.js";
import { openStatus } from "./status.js";
import { say } from "./words.js";

/** What a person's clock shows, and where: 17:41 in Tokyo. */
export const timeThere = (person, reader) =>
  say("timeThere", { time: localTime(person.tz, reader), city: cityOf(person.tz) });

/** What stands under a status: until when. */
export function untilWords(person, reader) {
  const end = person.profile.status_expiration;
  return end ? say("until", { when: whenInside(String(end), reader) }) : "";
}

const action = (words, onclick, look = "button") =>
  h("button", { type: "button", class: look, onclick }, words);

/** Opens the card of `person` under `button`. */
export function openProfile(button, person, page) {
  const { reader, state } = page;
  const mine = person.id === state.me;
  const isApp = person.id === state.app.bot_user;
  const leave = (close, go) => () => {
    close();
    go();
  };
  const actions = (close) => {
    if (isApp) return [action(say("openApp"), leave(close, () => page.openApp()))];
    if (mine) return [action(say("setStatus"), leave(close, () => openStatus(page)))];
    const found = !person.is_bot && !person.deleted;
    return [
      found ? action(say("message"), leave(close, () => page.write(person.id))) : null,
      found ? action(say("actAs"), leave(close, () => page.become(person.id))) : null,
    ];
  };
  const status = statusWords(person);
  openCard(button, nameOf(person), (close) => [
    h("div", { class: "whole" }, avatar(person, "large"),
      h("div", {},
        h("h3", {}, nameOf(person), person.is_bot ? h("span", { class: "app" }, say("app")) : null),
        h("p", {}, isApp ? state.app.about : person.profile.title))),
    status ? h("p", { class: "said" }, status, h("small", {}, untilWords(person, reader))) : null,
    person.is_bot ? null : h("p", { class: "about" },
      `🕒 ${timeThere(person, reader)} · ${languageOf(person, reader)}`),
    h("div", { class: "actions" }, actions(close)),
  ], "profile");
}
