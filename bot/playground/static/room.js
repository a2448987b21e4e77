/** The room that the messages have beside the tools. */

import { byId } from "./dom.js";

const NEAR_PX = 40;

/** Changes that room: who has the end of the messages before them still has it afterwards. */
export function changeRoom(change) {
  const list = byId("messages");
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_PX;
  change();
  if (atEnd) list.scrollTop = list.scrollHeight;
}
