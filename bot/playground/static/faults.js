/** The part of the inspector that lets Slack misbehave. */

import { tryTo } from "./asking.js";
import { freshId, h } from "./dom.js";
import { say, sayCount } from "./speech.js";

const POSTING = "posting";
const METHODS = [
  "chat.postMessage", "chat.postEphemeral", "chat.update", "response_url", "views.open",
  "views.update", "views.push", "views.publish", "conversations.open", "conversations.history",
  "users.info", "files.getUploadURLExternal", "upload_url", "files.completeUploadExternal",
];
const KINDS = ["lose_answer", "rate_limit", "status", "slow"];
// What each asks for, in seconds: Retry-After, or how late.
const SECONDS = { rate_limit: 5, slow: 4 };

const nameOfKind = (fault) =>
  fault.kind === "error" ? say("error", { code: fault.code })
    : fault.kind === "status" && fault.status === 500 ? say("fault_status")
      : fault.kind === "status" ? say("status", { status: fault.status })
        : say(fault.kind);

const nameOfMethod = (method) => (method === POSTING ? say("posting") : method);

export class Faults {
  /** `changed()` hears when something was ordered or cleared. */
  constructor(page, changed) {
    this.page = page;
    this.changed = changed;
    this.key = "";
    this.ordered = [];
    this.count = 1;
    this.summary = h("summary");
    this.inside = h("div", { class: "inside" });
    this.node = h("details", { class: "faults" }, this.summary, this.inside);
  }

  /** Shows the form, with the focus in it. */
  open() {
    this.node.open = true;
    this.kind.focus();
  }

  /** Builds the form in the page's language. */
  speak() {
    this.key = "";
    this.kind = h("select", { onchange: () => this.ask() },
      KINDS.map((kind) => h("option", { value: kind }, nameOfKind({ kind, status: 500 }))));
    this.method = h("select", {}, [POSTING, ...METHODS].map((method) =>
      h("option", { value: method }, nameOfMethod(method))));
    this.seconds = h("input", { type: "number", min: "0", max: "600", value: "5" });
    this.secondsLabel = h("label", {}, say("seconds"), this.seconds);
    this.times = h("input", { type: "number", min: "1", max: "1000", value: "1",
      "aria-label": say("calls") });
    const group = freshId();
    this.always = h("input", { type: "radio", name: group });
    const some = h("input", { type: "radio", name: group, checked: true });
    this.times.addEventListener("input", () => { some.checked = true; });
    this.error = h("p", { class: "error", role: "alert" });
    this.list = h("ul");
    this.all = h("button", { type: "button", class: "button", onclick: () => this.clear("") },
      say("clearAll"));
    this.inside.replaceChildren(
      h("p", { class: "quiet" }, say("faultsAbout")),
      h("form", { novalidate: true, onsubmit: (event) => this.order(event) },
        h("label", {}, say("faultKind"), this.kind),
        h("label", {}, say("faultMethod"), this.method),
        this.secondsLabel,
        h("fieldset", {}, h("legend", {}, say("faultFor")),
          h("div", {}, h("label", {}, some, say("nextCalls")), this.times),
          h("label", {}, this.always, say("untilCleared"))),
        this.error,
        h("button", { type: "submit", class: "button primary" }, say("order"))),
      h("h3", {}, say("ordered")), this.list, this.all);
    this.ask();
    this.draw(this.ordered);
  }

  /** Asks for seconds where the mishap has some. */
  ask() {
    const seconds = SECONDS[this.kind.value];
    this.secondsLabel.hidden = seconds === undefined;
    if (seconds !== undefined) this.seconds.value = seconds;
  }

  /** Draws what is still to come. */
  draw(ordered) {
    const key = JSON.stringify(ordered);
    if (key === this.key) return;
    this.key = key;
    this.ordered = ordered;
    const held = this.list.contains(document.activeElement);
    this.summary.textContent = ordered.length ? say("faultsOn", { count: ordered.length })
      : say("faults");
    this.list.replaceChildren(...(ordered.length ? ordered.map((one) => this.line(one))
      : [h("li", { class: "quiet" }, say("nothingOrdered"))]));
    this.all.hidden = !ordered.length;
    if (held) this.summary.focus();
  }

  line(one) {
    const how = one.times !== null ? sayCount("timesLeft", one.times)
      : one.share === 1 ? say("always") : say("share", { share: Math.round(one.share * 100) });
    const method = nameOfMethod(one.method);
    const seconds = SECONDS[one.kind] !== undefined ? `, ${one.seconds} s` : "";
    return h("li", {},
      h("span", {}, h("b", {}, method), ` ${nameOfKind(one)}${seconds} · ${how}`),
      h("button", { type: "button", class: "button", "aria-label": say("clearThis", { method }),
        onclick: () => this.clear(one.method) }, say("clear")));
  }

  async order(event) {
    event.preventDefault();
    const why = await tryTo(this.page, "fault", {
      method: this.method.value,
      kind: this.kind.value,
      seconds: this.secondsLabel.hidden ? 0 : this.seconds.value,
      times: this.always.checked ? null : this.times.value,
    });
    this.error.textContent = why;
    this.changed();
  }

  async clear(method) {
    this.error.textContent = await tryTo(this.page, "mend", { method });
    this.changed();
  }
}
