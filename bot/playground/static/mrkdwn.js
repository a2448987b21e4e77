/**
 * Slack's text format as DOM nodes.
 * Source: https://docs.slack.dev/messaging/formatting-message-text
 */

import { formatted } from "./dates.js";
import { h } from "./dom.js";
import { emoji, withEmoji } from "./emoji.js";

const FENCE = /```\n?([^`][\s\S]*?)```/g;
const QUOTED = /^(?:&gt;|>) ?/;
const marked = (sign) =>
  `(?<![\\p{L}\\p{N}${sign}])${sign}(?=\\S)((?:<[^<>\\n]*>|[^${sign}\\n<])*?[^\\s${sign}])${sign}(?![\\p{L}\\p{N}${sign}])`;
const PIECE = new RegExp(
  [
    "<(?<reference>[^<>]+)>",
    "`(?<code>[^`\\n]+)`",
    marked("\\*").replace("((?:", "(?<strong>(?:"),
    marked("_").replace("((?:", "(?<em>(?:"),
    marked("~").replace("((?:", "(?<s>(?:"),
    ":(?<emoji>[\\p{L}\\p{N}_+'-]+(?:::skin-tone-[2-6])?):",
    "(?<address>https?://[^\\s<>|]*[^\\s<>|.,;:!?)\"'*_~])",
  ].join("|"),
  "gu",
);
const WEB = /^(?:https?|mailto|tel):/i;

/** The letters that Slack escapes, as they were typed. */
export const unescaped = (text) =>
  text.replace(/&(amp|lt|gt);/g, (all, name) => ({ amp: "&", lt: "<", gt: ">" })[name]);

/** A link that opens beside the page; an address of another kind stays text. */
export function link(address, label, reader) {
  if (!WEB.test(address)) return h("span", {}, label);
  const inside = reader.message(address);
  const open = (event) => {
    event.preventDefault();
    reader.show(inside.channel, inside.ts, inside.thread);
  };
  return h(
    "a",
    { href: address, target: "_blank", rel: "noopener noreferrer", onclick: inside ? open : null },
    label,
  );
}

function special(target, label, reader) {
  const [name, seconds, format, address] = target.split("^");
  if (name === "date") {
    const text = formatted(Number(seconds), format ?? "", reader) ?? label ?? target;
    return address ? link(address, text, reader) : h("time", {}, text);
  }
  if (name === "subteam") return mention(label ?? `@${reader.group(seconds)}`);
  return mention(label ?? `@${name}`);
}

const mention = (text) => h("span", { class: "mention" }, text);

/** What stands between `<` and `>`: a person, a channel, a date, a link. */
function reference(inside, reader) {
  const bar = inside.indexOf("|");
  const target = unescaped(bar < 0 ? inside : inside.slice(0, bar));
  const label = bar < 0 ? undefined : unescaped(inside.slice(bar + 1));
  if (target.startsWith("@")) return mention(`@${reader.person(target.slice(1)) ?? label ?? "?"}`);
  if (target.startsWith("#")) return mention(`#${reader.channel(target.slice(1)) ?? label ?? "?"}`);
  if (target.startsWith("!")) return special(target.slice(1), label, reader);
  return link(target, withEmoji(label || target), reader);
}

function piece(found, reader) {
  const { reference: inside, code, strong, em, s, emoji: name, address } = found.groups;
  if (inside !== undefined) return reference(inside, reader);
  if (code !== undefined) return h("code", {}, unescaped(code));
  if (strong !== undefined) return h("strong", {}, inline(strong, reader));
  if (em !== undefined) return h("em", {}, inline(em, reader));
  if (s !== undefined) return h("s", {}, inline(s, reader));
  if (address !== undefined) {
    const shown = unescaped(address);
    return reader.verbatim ? shown : link(shown, shown, reader);
  }
  const shown = emoji(name);
  return shown ? h("span", { title: found[0] }, shown) : found[0];
}

function inline(text, reader) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(PIECE)) {
    nodes.push(unescaped(text.slice(end, found.index)), piece(found, reader));
    end = found.index + found[0].length;
  }
  nodes.push(unescaped(text.slice(end)));
  return nodes.filter((node) => node !== "");
}

/** Lines, with those that begin with `>` together in a quote. */
function lines(text, reader) {
  const nodes = [];
  let run = [];
  let quoting = false;
  const finish = () => {
    if (!run.length) return;
    const shown = inline(run.join("\n"), reader);
    nodes.push(quoting ? h("blockquote", {}, shown) : h("span", { class: "lines" }, shown));
    run = [];
  };
  for (const line of text.split("\n")) {
    const quoted = QUOTED.test(line);
    if (quoted !== quoting) finish();
    quoting = quoted;
    run.push(line.replace(QUOTED, quoted ? "" : "$&"));
  }
  finish();
  return nodes;
}

/** Nodes for a text in Slack's format. */
export function mrkdwn(text, reader) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(FENCE)) {
    const before = text.slice(end, found.index).replace(/\n$/, "");
    if (before) nodes.push(...lines(before, reader));
    nodes.push(h("pre", {}, unescaped(found[1].replace(/\n$/, ""))));
    end = found.index + found[0].length;
    if (text[end] === "\n") end += 1;
  }
  if (end < text.length || !nodes.length) nodes.push(...lines(text.slice(end), reader));
  return nodes;
}

/** Nodes for a text object, `plain_text` or `mrkdwn`. */
export function textOf(object, reader) {
  if (object.type !== "mrkdwn") return [plainText(object)];
  return mrkdwn(object.text, { ...reader, verbatim: Boolean(object.verbatim) });
}

/** The words of a `plain_text` object. */
export const plainText = (object) => withEmoji(object.text);
