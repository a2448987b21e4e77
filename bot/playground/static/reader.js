/** What the acting person knows: names for ids, their zone and language. */

const SLACKBOT = "USLACKBOT";
const PERMALINK =
  /^https:\/\/[^/]+\.slack\.com\/archives\/(\w+)\/p(\d+)(\d{6})(?:\?(?:[^#]*&)?thread_ts=([\d.]+))?/;

/** What a person is called: the name they chose, else their full one. */
export const nameOf = (person) => person.profile.display_name || person.real_name;

/** The name of a conversation as its members see it: "#product", "Hugo Bernard". */
export function titleOf(channel, state) {
  if (channel.kind === "public") return `#${channel.name}`;
  if (channel.kind === "private") return `🔒 ${channel.name}`;
  return others(channel, state).map((person) => nameOf(person)).join(", ");
}

/** Who one talks to in direct messages; oneself where there is nobody else. */
export function others(channel, state) {
  const rest = channel.members.filter((member) => member !== state.me);
  const ids = rest.length ? rest : [state.me];
  return state.people.filter((person) => ids.includes(person.id));
}

/** Whether the acting person is in a channel. */
export const isMine = (channel, state) => channel.members.includes(state.me);

/** People one can act as: neither deactivated nor a bot. */
export const actors = (state) =>
  state.people.filter((one) => !one.is_bot && !one.deleted && one.id !== SLACKBOT);

/** Whom one can name or write to: the same, and the app. */
export const known = (state) =>
  state.people.filter((one) => !one.deleted && one.id !== SLACKBOT);

/** The language of a person, such as "French", as the reader calls it. */
export const languageOf = (person, reader) =>
  new Intl.DisplayNames([reader.locale], { type: "language" }).of(person.locale.split("-")[0]);

/**
 * The reader of texts in this state.
 * `show(channel, ts, thread)` brings a message into view.
 */
export function readerOf(state, show) {
  const people = new Map(state.people.map((person) => [person.id, person]));
  const channels = new Map(state.channels.map((channel) => [channel.id, channel]));
  const groups = new Map(state.groups.map((group) => [group.id, group]));
  const me = people.get(state.me);
  const drawn = performance.now();
  return {
    state,
    me,
    show,
    locale: me.locale,
    zone: me.tz,
    /** Product time in seconds: it passes while this state is on screen, unless it is turned. */
    now: () => state.clock.now + (state.clock.turning ? 0 : (performance.now() - drawn) / 1000),
    someone: (id) => people.get(id),
    person: (id) => people.has(id) ? nameOf(people.get(id)) : undefined,
    channel: (id) => channels.get(id)?.name,
    group: (id) => groups.get(id)?.handle ?? id,
    /** The message behind a permalink of a channel on this page, or null. */
    message(address) {
      const found = PERMALINK.exec(address);
      if (!found || !channels.has(found[1])) return null;
      const [, channel, seconds, rest, thread = null] = found;
      return { channel, ts: `${seconds}.${rest}`, thread };
    },
    /** A message's text as its author typed it, to type it again. */
    typed(text) {
      const names = (all, sign, id, label) => {
        if (sign === "@") return `@${people.get(id)?.name ?? label ?? id}`;
        return `#${channels.get(id)?.name ?? label ?? id}`;
      };
      return text
        .replace(/<([@#])(\w+)(?:\|([^>]*))?>/g, names)
        .replace(/<!subteam\^(\w+)(?:\|[^>]*)?>/g, (all, id) => `@${groups.get(id)?.handle ?? id}`)
        .replace(/<!(here|channel|everyone)(?:\|[^>]*)?>/g, "@$1")
        .replace(/&(amp|lt|gt);/g, (all, name) => ({ amp: "&", lt: "<", gt: ">" })[name]);
    },
  };
}
