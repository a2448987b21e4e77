/** Moments in a person's days: arithmetic of time zones, in seconds since the epoch. */

const HOUR = 3600;
const DAY = 24 * HOUR;
const MORNING = 9;
const MONDAY = 1;

const formats = new Map();

function formatOf(zone) {
  if (!formats.has(zone)) {
    formats.set(zone, new Intl.DateTimeFormat("en-US", {
      timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric",
      hour: "numeric", minute: "numeric", second: "numeric",
    }));
  }
  return formats.get(zone);
}

/** What a zone's clocks show at an instant: {year, month, day, hour, minute, second}. */
export function shownAt(seconds, zone) {
  const parts = formatOf(zone).formatToParts(Math.floor(seconds) * 1000);
  const numbers = parts.filter((part) => part.type !== "literal");
  return Object.fromEntries(numbers.map((part) => [part.type, Number(part.value)]));
}

const inUtc = ({ year, month, day, hour = 0, minute = 0, second = 0 }) =>
  Date.UTC(year, month - 1, day, hour, minute, second) / 1000;

const offset = (seconds, zone) => inUtc(shownAt(seconds, zone)) - Math.floor(seconds);

/**
 * When a zone's clocks show this. Where they show it twice, the first time; where they skip it, as
 * much later as they skip. A day past its month's end is one of the next month's.
 */
export function instantOf(shown, zone) {
  const asked = inUtc(shown);
  const guesses = [asked - DAY, asked + DAY].map((near) => asked - offset(near, zone));
  const right = guesses.filter((guess) => inUtc(shownAt(guess, zone)) === asked);
  return right.length ? Math.min(...right) : guesses[0];
}

/** Nine o'clock in the morning, so many days after the day of an instant. */
function morningAfter(now, zone, days) {
  const { year, month, day } = shownAt(now, zone);
  return instantOf({ year, month, day: day + days, hour: MORNING }, zone);
}

/** The first morning after an instant that falls on one of the days that `fits` takes. */
function firstMorning(now, zone, fits) {
  const { year, month, day } = shownAt(now, zone);
  for (let days = 0; ; days += 1) {
    const weekday = new Date(Date.UTC(year, month - 1, day + days)).getUTCDay();
    const morning = morningAfter(now, zone, days);
    if (morning > now && fits(weekday)) return morning;
  }
}

/** Where each way to turn the clock leads, from an instant, for somebody in a zone. */
export const TURNS = {
  hour: (now) => now + HOUR,
  morning: (now, zone) => firstMorning(now, zone, () => true),
  monday: (now, zone) => firstMorning(now, zone, (weekday) => weekday === MONDAY),
  week: (now, zone) => {
    const shown = shownAt(now, zone);
    return instantOf({ ...shown, day: shown.day + 7 }, zone);
  },
  // The first Monday after four weeks: a morning when people are at work.
  month: (now, zone) =>
    firstMorning(morningAfter(now, zone, 28), zone, (weekday) => weekday === MONDAY),
};
