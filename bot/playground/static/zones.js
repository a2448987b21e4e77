/** Instants as a date and time of a zone, and back. */

/** The date and time in a zone, as a field of type datetime-local takes it. */
export function localOf(seconds, zone) {
  const shape = { dateStyle: "short", timeStyle: "short", timeZone: zone };
  return new Intl.DateTimeFormat("sv-SE", shape).format(seconds * 1000).replace(" ", "T");
}

/** The instant at which a zone's clocks show this date and time, in seconds. */
export function instantOf(local, zone) {
  const wanted = Date.parse(`${local}Z`) / 1000;
  if (Number.isNaN(wanted)) return null;
  let instant = wanted;
  // Twice: the first guess may lie on the other side of a change of the clocks.
  for (let turn = 0; turn < 2; turn += 1) {
    instant += wanted - Date.parse(`${localOf(instant, zone)}Z`) / 1000;
  }
  return instant;
}
