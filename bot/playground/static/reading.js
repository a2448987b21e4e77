/** What counts as read: what stands on screen while somebody looks at this window. */

import { byId } from "./dom.js";
import { isMine } from "./reader.js";
import { act, Refused } from "./server.js";

export class Reading {
  constructor(page) {
    this.page = page;
    this.told = new Map();
    // Behind which message the new ones begin, while a place stays on screen.
    this.place = "";
    this.since = null;
    const again = () => this.page.state && this.attend();
    addEventListener("focus", again);
    document.addEventListener("visibilitychange", again);
  }

  get isAttended() {
    return document.visibilityState === "visible" && document.hasFocus();
  }

  /** Remembers where what is new begins, before it counts as read. */
  mark() {
    const { channel, state, place } = this.page;
    const key = `${state.me}/${place}`;
    const moved = key !== this.place;
    this.place = key;
    if (moved) this.since = null;
    if (channel?.unread && (moved || !this.isAttended)) this.since = channel.read;
  }

  /** Tells that what is on screen was read. */
  attend() {
    const { channel, state, threads } = this.page;
    if (!this.isAttended || !state) return;
    const last = channel?.messages?.at(-1)?.ts;
    if (last && isMine(channel, state)) this.tell(channel.id, null, last, channel.read);
    const { thread } = state;
    if (thread && !byId("beside").hidden) {
      this.tell(thread.channel, thread.ts, thread.messages.at(-1).ts, thread.read);
    }
    if (!threads.isShown) return;
    for (const one of state.threads) {
      if (one.unread && one.messages) this.tell(one.channel, one.ts, one.messages.at(-1).ts, "0");
    }
  }

  async tell(channel, thread, ts, read) {
    const key = `${this.page.state.me}/${channel}/${thread}`;
    if (Number(ts) <= Number(read) || this.told.get(key) === ts) return;
    this.told.set(key, ts);
    try {
      await act(this.page.state.me, "read", { channel, thread_ts: thread, ts });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.told.delete(key);
    }
  }
}
