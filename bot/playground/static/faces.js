/** How people look: their avatar, and their status beside their name. */

import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { nameOf } from "./reader.js";

const TINTS = 8;

/** A small square with a person's initials; `look` are further classes. */
export function avatar(person, look = "") {
  const name = person ? nameOf(person) : "?";
  const initials = name.split(/\s+/).map((word) => word[0]).slice(0, 2).join("").toUpperCase();
  const letters = [...(person?.id ?? "")];
  const tint = letters.reduce((sum, letter) => (sum * 7 + letter.charCodeAt(0)) % 997, 0);
  const classes = `avatar tint-${tint % TINTS} ${person?.is_bot ? "bot" : ""} ${look}`;
  return h("span", { class: classes.trim(), "aria-hidden": "true" }, initials);
}

/** A status in words: its emoji and its text; empty for none. */
export function statusWords(person) {
  const { status_emoji: sign, status_text: text } = person.profile;
  return [withEmoji(sign), withEmoji(text)].filter(Boolean).join(" ");
}

/** The emoji of a status, which says the rest to who points at it; null for none. */
export function statusSign(person) {
  const words = person && statusWords(person);
  if (!words) return null;
  const sign = withEmoji(person.profile.status_emoji);
  return h("span", { class: "status", title: words, role: "img", "aria-label": words }, sign);
}
