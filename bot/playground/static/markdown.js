/**
 * The text of a markdown block as DOM nodes: standard Markdown, not Slack's format.
 * Source: https://docs.slack.dev/reference/block-kit/blocks/markdown-block
 */

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { link } from "./mrkdwn.js";

const PIECE = new RegExp(
  [
    "`(?<code>[^`\\n]+)`",
    "!?\\[(?<label>[^\\]\\n]*)\\]\\((?<address>[^\\s)]+)[^)]*\\)",
    "\\*\\*(?<strong>(?=\\S).+?\\S|\\S)\\*\\*",
    "__(?<strong2>(?=\\S).+?\\S|\\S)__",
    "~~(?<s>(?=\\S).+?)~~",
    "\\*(?<em>(?=\\S)[^*\\n]+?)\\*",
    "(?<![\\p{L}\\p{N}])_(?<em2>(?=\\S)[^_\\n]+?)_(?![\\p{L}\\p{N}])",
    ":(?<emoji>[a-z0-9_+-]+):",
    "(?<bare>https?://[^\\s<>]*[^\\s<>.,;:!?)\"'])",
    "\\\\(?<escaped>[\\\\`*_{}\\[\\]()#+.!~>-])",
  ].join("|"),
  "gu",
);
const FENCE = /^```/;
const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const RULE = /^(?:-{3,}|\*{3,}|_{3,})\s*$/;
const ITEM = /^(\s*)(?:[-*+]|(\d+)[.)])\s+(?:\[([ xX])\]\s+)?(.*)$/;
const QUOTE = /^>\s?/;
const BETWEEN = /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/;

function piece({ groups, 0: whole }, reader) {
  const inside = (text) => inline(text, reader);
  if (groups.code !== undefined) return h("code", {}, groups.code);
  if (groups.address !== undefined) return link(groups.address, groups.label || groups.address, reader);
  if (groups.bare !== undefined) return link(groups.bare, groups.bare, reader);
  if (groups.escaped !== undefined) return groups.escaped;
  if (groups.emoji !== undefined) return emoji(groups.emoji) ?? whole;
  if (groups.s !== undefined) return h("s", {}, inside(groups.s));
  const strong = groups.strong ?? groups.strong2;
  return strong !== undefined
    ? h("strong", {}, inside(strong))
    : h("em", {}, inside(groups.em ?? groups.em2));
}

function inline(text, reader) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(PIECE)) {
    nodes.push(text.slice(end, found.index), piece(found, reader));
    end = found.index + found[0].length;
  }
  return [...nodes, text.slice(end)].filter((node) => node !== "");
}

/** The lines at the front of which `fits` holds; they are taken away. */
function taken(lines, fits) {
  const count = lines.findIndex((line) => !fits(line));
  return lines.splice(0, count < 0 ? lines.length : count);
}

function fenced(lines) {
  lines.shift();
  const code = taken(lines, (line) => !FENCE.test(line));
  lines.shift();
  return h("pre", {}, code.join("\n"));
}

function list(lines, reader) {
  const items = taken(lines, (line) => ITEM.test(line)).map((line) => ITEM.exec(line));
  const number = items[0][2];
  const sign = { " ": "☐ ", x: "☑ ", X: "☑ " };
  return h(number ? "ol" : "ul", { start: number },
    items.map(([, indent, , box, text]) =>
      h("li", { class: `indent-${Math.min(Math.floor(indent.length / 2), 4)}` },
        sign[box] ?? null, inline(text, reader))));
}

function tabular(lines, reader) {
  const rows = taken(lines, (line) => line.includes("|"));
  const cells = (line) => line.trim().replace(/^\||\|$/g, "").split("|").map((one) => one.trim());
  const row = (tag) => (line) =>
    h("tr", {}, cells(line).map((text) => h(tag, {}, inline(text, reader))));
  return h("table", {}, h("thead", {}, row("th")(rows[0])), h("tbody", {}, rows.slice(2).map(row("td"))));
}

const begins = (lines) => [FENCE, HEADING, RULE, ITEM, QUOTE].some((form) => form.test(lines[0]))
  || (lines[0].includes("|") && BETWEEN.test(lines[1] ?? ""));

function next(lines, reader) {
  const [line] = lines;
  if (FENCE.test(line)) return fenced(lines);
  if (RULE.test(line)) return lines.shift() && h("hr");
  if (ITEM.test(line)) return list(lines, reader);
  if (HEADING.test(line)) {
    const [, signs, text] = HEADING.exec(lines.shift());
    return h("p", { role: "heading", "aria-level": Math.max(signs.length, 3),
      class: `heading-${Math.min(signs.length, 3)}` }, inline(text, reader));
  }
  if (QUOTE.test(line)) {
    const quoted = taken(lines, (one) => QUOTE.test(one)).map((one) => one.replace(QUOTE, ""));
    return h("blockquote", {}, markdown(quoted.join("\n"), reader));
  }
  if (begins(lines)) return tabular(lines, reader);
  const words = [lines.shift()];
  while (lines.length && lines[0].trim() && !begins(lines)) words.push(lines.shift());
  return h("p", {}, inline(words.join("\n"), reader));
}

/** Nodes for a Markdown text. */
export function markdown(text, reader) {
  const lines = text.split("\n");
  const nodes = [];
  while (lines.length) {
    if (lines[0].trim()) nodes.push(next(lines, reader));
    else lines.shift();
  }
  return nodes;
}
