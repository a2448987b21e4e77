/** What the tools say, in the acting person's language. */

import { say as sayAny } from "./words.js";

/** A tool's words of that name, `{…}` filled in. */
export const say = (name, values) => sayAny(`tools.${name}`, values);

/** The same with a count: `name` for many, `name` + One for one. */
export const sayCount = (name, count) => say(count === 1 ? `${name}One` : name, { count });
