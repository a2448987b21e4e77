/** What the tools ask of the playground: things to read, and things to do in words for a person. */

import { act, answerTo, Refused } from "./server.js";

/** What stands at `/page/…`, for the acting person. */
export const read = (page, what, asked = {}) =>
  answerTo(fetch(`/page/${what}?${new URLSearchParams({ as: page.as, ...asked })}`));

/** The same; null where there is no answer, which the page itself says. */
export async function readOrNothing(page, what, asked) {
  try {
    return await read(page, what, asked);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return null;
  }
}

/** Does something; returns why it was refused, or nothing. */
export async function tryTo(page, gesture, details) {
  try {
    await act(page.as, gesture, details);
    return "";
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.message;
  } finally {
    await page.refresh();
  }
}
