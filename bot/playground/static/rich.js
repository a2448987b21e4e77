/**
 * The rich_text block as DOM nodes.
 * Source: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */

import { formatted } from "./dates.js";
import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { unknown } from "./elements.js";
import { link } from "./mrkdwn.js";

const STYLES = {
  bold: "strong",
  italic: "em",
  strike: "s",
  underline: "u",
  highlight: "mark",
  code: "code",
};
const mention = (text) => h("span", { class: "mention" }, text);

const PIECES = {
  text: (piece) => piece.text,
  link: (piece, reader) => link(piece.url, piece.text || piece.url, reader),
  emoji: (piece) => emoji(piece.name) ?? `:${piece.name}:`,
  user: (piece, reader) => mention(`@${reader.person(piece.user_id) ?? piece.user_id}`),
  usergroup: (piece, reader) => mention(`@${reader.group(piece.usergroup_id)}`),
  channel: (piece, reader) => mention(`#${reader.channel(piece.channel_id) ?? piece.channel_id}`),
  broadcast: (piece) => mention(`@${piece.range}`),
  color: (piece) => piece.value,
  date: (piece, reader) => {
    const text = formatted(piece.timestamp, piece.format, reader) ?? piece.fallback ?? piece.format;
    return piece.url ? link(piece.url, text, reader) : h("time", {}, text);
  },
};

function inline(pieces, reader) {
  return (pieces ?? []).map((piece) => {
    const draw = Object.hasOwn(PIECES, piece.type) ? PIECES[piece.type] : null;
    if (!draw) return unknown(piece.type);
    return Object.entries(STYLES).reduce(
      (inner, [style, tag]) => (piece.style?.[style] ? h(tag, {}, inner) : inner),
      draw(piece, reader),
    );
  });
}

const PARTS = {
  rich_text_section: (part, reader) => h("p", {}, inline(part.elements, reader)),
  rich_text_preformatted: (part, reader) => h("pre", {}, inline(part.elements, reader)),
  rich_text_quote: (part, reader) => h("blockquote", {}, inline(part.elements, reader)),
  rich_text_list: (part, reader) =>
    h(part.style === "ordered" ? "ol" : "ul",
      { class: `indent-${Math.min(part.indent ?? 0, 4)}`, start: part.offset && part.offset + 1 },
      part.elements.map((item) => h("li", {}, inline(item.elements, reader)))),
};

/** Nodes of a rich_text block. */
export function richText(block, reader) {
  const parts = block.elements.map((part) =>
    Object.hasOwn(PARTS, part.type) ? PARTS[part.type](part, reader) : unknown(part.type));
  return h("div", { class: "rich" }, parts);
}
