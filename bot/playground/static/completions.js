/** What can be meant by what is being typed: a command, a person, a channel, an emoji. */

import { h } from "./dom.js";
import { emojiLike } from "./emoji.js";
import { avatar, statusWords } from "./faces.js";
import { known, nameOf } from "./reader.js";
import { say } from "./words.js";

const MOST = 8;
const COMMAND = /^\/\S*$/;
const BEGUN = /(?:^|[\s(])([@#:])([\p{L}\p{N}_.+'-]*)$/u;
// What is shorter stands in smileys.
const LEAST_OF_EMOJI = 2;

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Whether a word of any of these texts begins with what was typed. */
const begins = (typed, ...texts) => {
  const wanted = plain(typed);
  const words = (text) => [text, ...text.split(/[\s-]+/)];
  return texts.some((text) => words(plain(text)).some((word) => word.startsWith(wanted)));
};

function commands(typed, { state }) {
  return state.commands
    .filter((one) => one.command.startsWith(typed))
    .map((one) => ({
      label: one.command,
      name: one.command,
      insert: `${one.command} `,
      about: [one.usage_hint, one.description].filter(Boolean).join(" — "),
    }));
}

function people(typed, { state }, channel) {
  const inside = (person) => channel.members.includes(person.id);
  const found = known(state)
    .filter((one) => begins(typed, one.name, nameOf(one)))
    .sort((one, other) => inside(other) - inside(one))
    .map((one) => ({
      label: h("span", { class: "who-of" }, avatar(one, "small"), nameOf(one)),
      name: one.name,
      about: [`@${one.name}`, statusWords(one), one.profile.title,
        inside(one) ? "" : say("notInChannel")].filter(Boolean).join(" · "),
    }));
  const groups = state.groups
    .filter((one) => begins(typed, one.handle, one.name))
    .map((one) => ({ label: `👥 @${one.handle}`, name: one.handle, about: one.name }));
  const all = ["here", "channel", "everyone"]
    .filter((one) => typed && one.startsWith(typed))
    .map((one) => ({ label: `📣 @${one}`, name: one, about: say(`call${one}`) }));
  return [...found, ...groups, ...all].map((one) => ({ ...one, insert: `@${one.name} ` }));
}

function channels(typed, { state }) {
  return state.channels
    .filter((one) => (one.kind === "public" || one.kind === "private") && !one.archived)
    .filter((one) => begins(typed, one.name))
    .map((one) => ({
      label: `${one.kind === "private" ? "🔒" : "#"} ${one.name}`,
      name: one.name,
      insert: `#${one.name} `,
      about: one.topic,
    }));
}

function emoji(typed) {
  if (typed.length < LEAST_OF_EMOJI) return [];
  return emojiLike(typed, MOST).map(({ character, names }) => {
    const name = names.find((one) => one.startsWith(typed)) ?? names[0];
    return { label: `${character} :${name}:`, name: "", insert: `:${name}: ` };
  });
}

const KINDS = { "@": ["people", people], "#": ["channels", channels], ":": ["emoji", emoji] };

/**
 * What to offer for the text before the caret: {start, entries, whole}.
 * `start` is where what is replaced begins; `whole` says that it needs no completing.
 */
export function completions(before, page, channel) {
  if (COMMAND.test(before)) {
    const entries = commands(before, page);
    const whole = entries.some((one) => one.name === before);
    return { start: 0, entries, whole, kind: "commands" };
  }
  const found = BEGUN.exec(before);
  if (!found) return { start: 0, entries: [], whole: false, kind: "" };
  const [, sign, typed] = found;
  const [kind, look] = KINDS[sign];
  const entries = look(typed, page, channel).slice(0, MOST);
  const start = before.length - typed.length - 1;
  return { start, entries, whole: entries.some((one) => one.name && one.name === typed), kind };
}
