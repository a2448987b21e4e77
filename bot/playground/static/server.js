/** Talks to the playground: what one person sees, what they do, and when something changed. */

import { say } from "./words.js";

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4000;

/** Something the playground refused, in words. */
export class Refused extends Error {}

/** What a request was answered; throws Refused, with words, where it was not. */
export async function answerTo(request) {
  let answer;
  try {
    answer = await request;
  } catch {
    throw new Refused(say("noAnswer"));
  }
  const body = await answer.json().catch(() => ({ error: answer.statusText }));
  if (!answer.ok) throw new Refused(body.error);
  return body;
}

/** Everything on this person's screen at a place; empty ids are the first there are. */
export const stateOf = (person, place, thread) =>
  answerTo(fetch(`/page/state?${new URLSearchParams({ as: person, in: place, thread })}`));

/** Does something as this person: type, react, read, click, submit and so on. */
export function act(person, gesture, details) {
  return answerTo(
    fetch(`/page/${gesture}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Playground": "1" },
      body: JSON.stringify({ as: person, ...details }),
    }),
  );
}

/**
 * Calls `changed()` at every change of the workspace, and `lost()` when the line breaks.
 * `address()` is where to listen; it is asked again at each attempt.
 */
export function listen(address, changed, lost) {
  let pause = FIRST_PAUSE_MS;
  const connect = () => {
    const socket = new WebSocket(address());
    socket.onmessage = () => {
      pause = FIRST_PAUSE_MS;
      changed();
    };
    socket.onclose = () => {
      lost();
      setTimeout(connect, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    };
  };
  connect();
}
