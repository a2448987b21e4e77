/** Builds and finds DOM nodes. Data becomes text or attributes, never markup. */

/**
 * An element with its attributes, listeners (`onclick: …`) and children (nodes or text).
 * An attribute that is null, undefined or false is left out.
 */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}

/** The element of that id, which the page's HTML holds. */
export const byId = (id) => document.getElementById(id);

/** A new id for an element that a label or description points to. */
export const freshId = (() => {
  let last = 0;
  return () => `part-${(last += 1)}`;
})();

/** Whether a key press belongs to an input method that is composing a character. */
export const composing = (event) => event.isComposing || event.keyCode === 229;

const REACHED = "a[href], button, input, select, textarea, [tabindex='0']";

/** What can take the focus inside `root`, in order. */
export function focusable(root) {
  const found = root.querySelectorAll(REACHED);
  return [...found].filter((node) => !node.disabled && node.offsetParent !== null);
}

/** Where the focus is inside `root`, so that it can be put back once `root` was drawn again. */
export function focusInside(root) {
  const focused = document.activeElement;
  if (!root || !root.contains(focused)) return null;
  const spot = focused.closest("[data-spot]");
  return {
    spot: spot ? spot.dataset.spot : null,
    index: spot ? focusable(spot).indexOf(focused) : -1,
    start: focused.selectionStart,
    end: focused.selectionEnd,
  };
}

/** Puts the focus back to the same element, else to the first one there is, else to `root`. */
export function refocus(root, held) {
  const spots = [...root.querySelectorAll("[data-spot]")];
  const spot = spots.find((each) => each.dataset.spot === held.spot);
  const inside = spot?.matches(REACHED) ? [spot] : spot && focusable(spot);
  const target = inside?.[Math.max(held.index, 0)] || focusable(root)[0] || root;
  target.focus({ preventScroll: true });
  if (spot && typeof held.start === "number" && target.setSelectionRange) {
    target.setSelectionRange(held.start, held.end);
  }
}
