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

function shaped(seconds, shape, reader) {
  const options = { ...SHAPES[shape], timeZone: reader.zone };
  return new Intl.DateTimeFormat(reader.locale, options).format(seconds * 1000);
}

function day(seconds, reader) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: reader.zone }).format(seconds * 1000);
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
  new Intl.DateTimeFormat(reader.locale, {
    ...SHAPES.date_long, ...SHAPES.time, timeZone: reader.zone,
  }).format(seconds * 1000);

/** The time of a message, such as 9:41. */
export const timeOf = (ts, reader) => shaped(Number(ts), "time", reader);

/** Which day a message was written, to compare with another's. */
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
