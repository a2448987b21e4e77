/** The files of messages: pictures as they are, the others by name. Nothing from elsewhere. */

import { h } from "./dom.js";

const OURS = /^https?:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?(\/files-pri\/[^?#]+)$/;
const SHOWN = /^image\/(?:png|jpeg|gif|webp|svg\+xml)$/;

/** Where on this server an address of Slack's file store is; null for any other address. */
export const placeOf = (address) => OURS.exec(address ?? "")?.[1] ?? null;

/** Where the picture of an image block or element is on this server, or null. */
export function placeOfPicture({ image_url: address, slack_file: file }) {
  if (file?.id) return `/files-pri/slack-${encodeURIComponent(file.id)}/picture`;
  return placeOf(file?.url ?? address);
}

function file(shape) {
  const place = placeOf(shape.url_private);
  const about = shape.alt_txt ?? shape.title;
  const name = h("a", { href: place, download: shape.name }, shape.title);
  if (!SHOWN.test(shape.mimetype)) return h("p", { class: "file" }, "📎 ", name);
  const look = { src: place, alt: about, title: about, loading: "lazy" };
  return h("figure", { class: "file" }, h("figcaption", {}, name), h("img", look));
}

/** The nodes of a message's files. */
export const filesOf = (message) => (message.files ?? []).map(file);
