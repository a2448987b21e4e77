/** What one delivery to the bot, or one call of the bot's, is about, and what became of it. */

import { nameOf, titleOf } from "./reader.js";
import { say } from "./speech.js";
import { unpacked } from "./json-tree.js";

const COMMAND = "slash_commands";
const EVENT = "events_api";

/** A time as people compare it with Slack's limit: 48 ms, 3 s. */
export function span(seconds, reader) {
  const [number, unit] = seconds < 1 ? [Math.round(seconds * 1000), "ms"] : [seconds, "s"];
  const written = new Intl.NumberFormat(reader.locale, { maximumFractionDigits: 1 }).format(number);
  return `${written}\u00a0${unit}`;
}

/** Names for ids in a payload or in arguments: who, and where. */
function around(found, reader) {
  const person = reader.someone(found.user);
  const channel = reader.state.channels.find((one) => one.id === found.channel);
  const names = [person && nameOf(person), channel && titleOf(channel, reader.state)];
  return names.filter(Boolean).join(", ");
}

function sent({ kind, payload }) {
  if (kind === COMMAND) {
    return { title: `${payload.command} ${payload.text}`.trim(), kind: "command",
      user: payload.user_id, channel: payload.channel_id };
  }
  if (kind === EVENT) {
    const { event } = payload;
    const [user, channel] = [event.user, event.channel ?? event.item?.channel];
    return { title: event.type, kind: "event", user: user?.id ?? user, channel };
  }
  const title = payload.actions?.[0].action_id ?? payload.view?.callback_id
    ?? payload.callback_id ?? payload.action_id ?? "";
  return { title: title || payload.type, kind: payload.type, user: payload.user?.id,
    channel: payload.channel?.id };
}

/** Slack's own words on what is wrong. */
const wordsOf = (answer) => answer?.response_metadata?.messages ?? answer?.errors ?? [];

function fate(delivery, refused, deadline, reader) {
  const limit = span(deadline, reader);
  if (delivery.status === null) return { badge: say("noReply", { limit }), bad: true };
  const badge = say("ofLimit", { taken: span(delivery.seconds, reader), limit });
  const failed = delivery.status >= 300 ? say("status", { status: delivery.status }) : "";
  const code = refused?.error ?? failed;
  const late = delivery.seconds > deadline;
  return { badge, bad: late || code !== "", late, code, messages: wordsOf(refused) };
}

/** A delivery to the bot, as the inspector lists it. */
export function deliveryEntry(delivery, refused, deadline, reader) {
  const { title, kind, user, channel } = sent(delivery);
  const again = delivery.attempt ? say("attempt", { count: delivery.attempt + 1 }) : "";
  return {
    number: delivery.number,
    to: "bot",
    title,
    about: [kind, around({ user, channel }, reader), again].filter(Boolean).join(" · "),
    when: delivery.when,
    related: delivery.calls,
    raw: delivery,
    parts: [
      { name: "payload", value: delivery.payload },
      { name: "ack", value: delivery.answer, empty: "noBody" },
    ],
    ...fate(delivery, refused, deadline, reader),
  };
}

function outcome(call) {
  if (call.outcome === "ok") return say("ok");
  if (call.outcome === "lost") return say("lostAnswer");
  return /^\d+$/.test(call.outcome) ? say("status", { status: call.outcome }) : call.outcome;
}

/** A call of the bot's, as the inspector lists it. */
export function callEntry(call, reader) {
  const values = unpacked(call.arguments);
  const where = { user: values.user ?? values.user_id, channel: values.channel };
  const whom = reader.someone(values.channel);
  const about = whom ? nameOf(whom) : around(where, reader);
  const bad = call.outcome !== "ok";
  const code = /^(lost|\d+)$/.test(call.outcome) ? "" : call.outcome;
  return {
    number: call.number,
    to: "slack",
    title: call.method,
    about: [about, span(call.seconds, reader)].filter(Boolean).join(" · "),
    badge: outcome(call),
    bad,
    code: bad ? code : "",
    byHand: call.fault !== "",
    messages: wordsOf(call.answer),
    when: call.when,
    related: call.origin === null ? [] : [call.origin],
    raw: call,
    parts: [
      { name: "arguments", value: values },
      { name: "answer", value: call.answer },
    ],
  };
}
