/** Emoji by Slack's shortcodes: every standard one, with skin tones; others stay as typed. */

import { NAMES } from "./emoji-names.js";

const TONES = ["🏻", "🏼", "🏽", "🏾", "🏿"];
const CODE = /:([\p{L}\p{N}_+'-]+(?:::skin-tone-[2-6])?):/gu;
const TONED = /^(.+)::skin-tone-([2-6])$/;

/** The emoji of the picker by category: [{category, emoji: [{character, names, toned}]}]. */
export const CATEGORIES = [];
const KNOWN = new Map();

for (const line of NAMES.trim().split("\n")) {
  if (line.startsWith("# ")) {
    CATEGORIES.push({ category: line.slice(2), emoji: [] });
    continue;
  }
  const [shown, ...names] = line.split(" ");
  const toned = shown.endsWith("*");
  const one = { character: toned ? shown.slice(0, -1) : shown, names, toned };
  CATEGORIES.at(-1).emoji.push(one);
  for (const name of names) KNOWN.set(name, one);
}

const withTone = (character, tone) =>
  character.replace(/(\p{Emoji_Modifier_Base})\uFE0F?/gu, `$1${tone}`);

/** The emoji of a shortcode without its colons, or null. */
export function emoji(name) {
  const [, base, tone] = TONED.exec(name) ?? [null, name, null];
  const found = KNOWN.get(base);
  if (!found) return null;
  return tone && found.toned ? withTone(found.character, TONES[tone - 2]) : found.character;
}

/** A text with its shortcodes replaced. */
export const withEmoji = (text) => text.replace(CODE, (all, name) => emoji(name) ?? all);

/** The emoji whose names begin with what was typed, then those that hold it: at most `most`. */
export function emojiLike(typed, most) {
  const wanted = typed.toLowerCase().replace(/^:|:$/g, "").replace(/\s+/g, "_");
  const all = CATEGORIES.flatMap(({ emoji: those }) => those);
  const first = all.filter(({ names }) => names.some((name) => name.startsWith(wanted)));
  const rest = all.filter((one) =>
    !first.includes(one) && one.names.some((name) => name.includes(wanted)));
  return [...first, ...rest].slice(0, most);
}
