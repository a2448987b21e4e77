/** What was typed and not sent, by person and place; it outlives a reload of the window. */

const KEPT = "playground.drafts";

/** Drafts by key: the person's id, a slash, the channel's or thread's. */
export class Drafts {
  constructor() {
    this.texts = new Map(JSON.parse(sessionStorage.getItem(KEPT) ?? "[]"));
  }

  get(key) {
    return this.texts.get(key) ?? "";
  }

  put(key, text) {
    if (text) this.texts.set(key, text);
    else this.texts.delete(key);
    sessionStorage.setItem(KEPT, JSON.stringify([...this.texts]));
  }
}
