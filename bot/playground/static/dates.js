/** Instants as the acting person reads them: in their zone and language. */

import { say } from "./words.js";

const SHAPES = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  time: { hour: "numeric", minute: "2-digit" },
  time_secs: { hour: "numeric", minute: "2-digit", second: "2-digit" },
};
// Making one takes longer than all the rest of a message.
const WRITERS = new Map();

function writer(locale, options) {
  const key = JSON.stringify([locale, options]);
  if (!WRITERS.has(key)) WRITERS.set(key, new Intl.DateTimeFormat(locale, options));
  return WRITERS.get(key);
}

/** An instant in words; in French, the first day of a month is its « 1er ». */
export function written(seconds, options, { locale, zone }) {
  const words = writer(locale, { ...options, timeZone: zone }).format(seconds * 1000);
  return locale.startsWith("fr") ? words.replace(/(^| )1 (?=\p{L})/u, "$11er ") : words;
}

function shaped(seconds, shape, reader) {
  return written(seconds, SHAPES[shape], reader);
}

function day(seconds, reader) {
  return writer("en-CA", { timeZone: reader.zone }).format(seconds * 1000);
}

function relative(seconds, reader) {
  const now = reader.now();
  const near = { yesterday: -86400, today: 0, tomorrow: 86400 };
  for (const [name, away] of Object.entries(near)) {
    if (day(seconds, reader) === day(now + away, reader)) return say(name);
  }
  return null;
}

/** A moment whole, such as Tuesday, March 3, 2026 at 9:41. */
export const momentName = (seconds, reader) =>
  written(seconds, { ...SHAPES.date_long, ...SHAPES.time }, reader);

/** A moment in few words: Today at 9:41, or the date and the time. */
export const whenOf = (ts, reader) =>
  say("dayAndTime", {
    day: relative(Number(ts), reader) ?? shaped(Number(ts), "date_short", reader),
    time: timeOf(ts, reader),
  });

/** The same inside a sentence: today at 9:41. */
export const whenInside = (ts, reader) => {
  const near = relative(Number(ts), reader);
  const words = whenOf(ts, reader);
  return near ? words.replace(near, near.toLocaleLowerCase(reader.locale)) : words;
};

/** The time of a message, such as 9:41. */
export const timeOf = (ts, reader) => shaped(Number(ts), "time", reader);

/** What the clock shows where this zone is, such as 17:41. */
export const localTime = (zone, reader) =>
  shaped(reader.now(), "time", { locale: reader.locale, zone });

/** The city a zone is named after. */
export const cityOf = (zone) => zone.split("/").at(-1).replaceAll("_", " ");

/** Which day a message was written, to compare with another's: 2026-03-03. */
export const dayOf = (ts, reader) => day(Number(ts), reader);

/** The name of that day: Today, Yesterday, or the date. */
export const dayName = (ts, reader) =>
  relative(Number(ts), reader) ?? shaped(Number(ts), "date_long", reader);

/**
 * `<!date^seconds^format>` as text, or null where the format is unknown.
 * Source: https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function formatted(seconds, format, reader) {
  if (!Number.isFinite(seconds)) return null;
  let known = true;
  const text = format.replace(/\{(\w+)\}/g, (all, name) => {
    const shape = name.replace(/_pretty$/, "");
    if (!SHAPES[shape]) known = false;
    if (!known) return all;
    const near = shape !== name && relative(seconds, reader);
    return near ? near.toLocaleLowerCase(reader.locale) : shaped(seconds, shape, reader);
  });
  return known ? text : null;
}
