/** What the acting person knows: names for ids, their zone and language. */

const SLACKBOT = "USLACKBOT";

/** What a person is called: the name they chose, else their full one. */
export const nameOf = (person) => person.profile.display_name || person.real_name;

/** The name of a conversation as its members see it: "#product", "Hugo Bernard". */
export function titleOf(channel, state) {
  if (channel.kind === "public") return `#${channel.name}`;
  if (channel.kind === "private") return `🔒 ${channel.name}`;
  const others = channel.members.filter((member) => member !== state.me);
  const names = (others.length ? others : [state.me]).map((id) => {
    const found = state.people.find((person) => person.id === id);
    return found ? nameOf(found) : id;
  });
  return names.join(", ");
}

/** People one can act as: neither deactivated nor a bot. */
export const actors = (state) =>
  state.people.filter((one) => !one.is_bot && !one.deleted && one.id !== SLACKBOT);

/**
 * The reader of texts in this state.
 * `show(channel, ts)` brings a message of the page into view.
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
      const found = /^https:\/\/[^/]+\.slack\.com\/archives\/(\w+)\/p(\d+)(\d{6})/.exec(address);
      return found && channels.has(found[1])
        ? { channel: found[1], ts: `${found[2]}.${found[3]}` }
        : null;
    },
  };
}
