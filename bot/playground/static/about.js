/** The app's About tab: what it is, and what one can ask of it. */

import { h } from "./dom.js";
import { avatar } from "./faces.js";
import { say } from "./words.js";

const table = (title, rows) => rows.length === 0 ? null : [
  h("h3", {}, title),
  h("dl", {}, rows.map(([name, hint, about]) => [
    h("dt", {}, h("b", {}, name), hint ? h("code", {}, hint) : null),
    h("dd", {}, about),
  ])),
];

/** The nodes of the tab. */
export function about(state) {
  const bot = state.people.find((one) => one.id === state.app.bot_user);
  const named = (kind) => state.shortcuts
    .filter((one) => one.kind === kind)
    .map((one) => [one.name, "", one.description]);
  return [
    h("div", { class: "whole" }, avatar(bot, "large"),
      h("div", {},
        h("h2", {}, state.app.name, h("span", { class: "app" }, say("app"))),
        h("p", {}, state.app.about))),
    table(say("commands"), state.commands.map((one) => [one.command, one.usage_hint, one.description])),
    table(say("shortcuts"), named("global")),
    table(say("messageShortcuts"), named("message")),
  ].flat().filter(Boolean);
}
