/** JSON as a tree whose branches open and close. */

import { h } from "./dom.js";

const OPEN_DEPTH = 2;
const OPEN_ENTRIES = 30;

const isBranch = (value) => value !== null && typeof value === "object";

function leaf(value) {
  const kind = value === null ? "null" : typeof value;
  return h("span", { class: `json-${kind}` }, JSON.stringify(value));
}

function entry(key, value, depth, alone = false) {
  const name = key === null ? null : [h("span", { class: "json-key" }, key), ": "];
  if (!isBranch(value)) return h("div", { class: "json-leaf" }, name, leaf(value));
  const entries = Object.entries(value);
  const [begin, end] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  if (!entries.length) return h("div", { class: "json-leaf" }, name, begin + end);
  const branch = h("details", { class: "json" },
    h("summary", {}, name, begin, h("span", { class: "json-count" }, entries.length), end));
  const fill = () => {
    if (branch.childElementCount > 1) return;
    branch.append(h("div", { class: "json-inside" }, entries.map(([inner, each]) =>
      entry(Array.isArray(value) ? null : inner, each, depth + 1, entries.length === 1))));
  };
  branch.addEventListener("toggle", () => branch.open && fill());
  if (alone || (depth < OPEN_DEPTH && entries.length <= OPEN_ENTRIES)) {
    fill();
    branch.open = true;
  }
  return branch;
}

/** A whole JSON value. */
export const tree = (value) => h("div", { class: "tree" }, entry(null, value, 0));

/** The arguments of a call with what is JSON in them read. */
export function unpacked(fields) {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => {
    if (typeof value !== "string" || !/^[[{]/.test(value)) return [name, value];
    try {
      return [name, JSON.parse(value)];
    } catch {
      return [name, value];
    }
  }));
}
