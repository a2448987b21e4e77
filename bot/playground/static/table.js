/**
 * The table block as DOM nodes.
 * Source: https://docs.slack.dev/reference/block-kit/blocks/table-block
 */

import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { richText } from "./rich.js";
import { say } from "./words.js";

const SIDES = { left: "left", center: "center", right: "right" };

function cell(tag, content, settings, reader) {
  const look = [`at-${SIDES[settings?.align] ?? "left"}`, settings?.is_wrapped && "wraps"];
  const scope = tag === "th" ? "col" : null;
  const inside = content.type === "rich_text" ? richText(content, reader) : withEmoji(content.text);
  return h(tag, { class: look.filter(Boolean).join(" "), scope }, inside);
}

/** A table of which the first row names the columns; a wide one is scrolled by itself. */
export function table({ rows, column_settings: settings = [] }, reader) {
  const [names, ...others] = rows;
  const row = (tag) => (cells) =>
    h("tr", {}, cells.map((one, index) => cell(tag, one, settings[index], reader)));
  return h("div", { class: "table", role: "region", tabindex: "0", "aria-label": say("table") },
    h("table", {}, h("thead", {}, row("th")(names)), h("tbody", {}, others.map(row("td")))));
}
