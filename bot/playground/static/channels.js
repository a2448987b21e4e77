/** Channels: looking for one, making one, who is in one; and writing to somebody. */

import { openDialog } from "./dialogs.js";
import { h } from "./dom.js";
import { avatar, statusSign } from "./faces.js";
import { openMenu } from "./menu.js";
import { isMine, known, nameOf, titleOf } from "./reader.js";
import { say } from "./words.js";

const button = (words, onclick, look = "button") =>
  h("button", { type: "button", class: look, onclick }, words);

const alertLine = () => h("p", { class: "error", role: "alert" });

/** The menu beside Channels. */
export const addChannels = (under, page) =>
  openMenu(under, [
    { label: say("browse"), choose: () => browse(page) },
    { label: say("create"), choose: () => create(page) },
  ]);

/** The menu beside Direct messages: everybody one can write to. */
export const addPeople = (under, page) =>
  openMenu(under, known(page.state)
    .filter((one) => one.id !== page.state.me && one.id !== page.state.app.bot_user)
    .map((one) => ({
      label: nameOf(one), about: one.profile.title, choose: () => page.write(one.id),
    })));

/** Every channel one may see, and a way into it. */
export function browse(page) {
  const { state } = page;
  const shown = state.channels.filter((one) => one.kind === "public" || one.kind === "private");
  openDialog(say("browse"), (close) => {
    const open = (channel) => () => {
      close();
      page.go(channel.id);
    };
    const join = (channel) => async () => {
      if (await page.act("join", { channel: channel.id })) open(channel)();
    };
    return h("ul", { class: "listed" }, shown.map((channel) => {
      const count = channel.members.length;
      const about = [say(count === 1 ? "oneMember" : "members", { count }), channel.topic,
        isMine(channel, state) ? `✓ ${say("joined")}` : "", channel.archived ? say("archived") : ""];
      return h("li", {},
        h("span", {}, h("b", {}, titleOf(channel, state)),
          h("small", {}, about.filter(Boolean).join(" · "))),
        isMine(channel, state) || channel.archived
          ? button(say("open"), open(channel))
          : button(say("join"), join(channel), "button primary"));
    }));
  });
}

/** A new channel. */
export function create(page) {
  openDialog(say("create"), (close) => {
    const name = h("input", { "data-first": "", required: true, maxlength: 80,
      placeholder: say("channelName"), "aria-label": say("channelName") });
    const hidden = h("input", { type: "checkbox" });
    const wrong = alertLine();
    const submit = async (event) => {
      event.preventDefault();
      const asked = { name: name.value, private: hidden.checked };
      const made = await page.act("create", asked, (words) => {
        wrong.textContent = words;
      });
      if (!made) return;
      close();
      page.go(made.channel);
    };
    name.addEventListener("input", () => {
      const at = name.selectionStart;
      name.value = name.value.toLowerCase().replace(/\s/g, "-");
      name.setSelectionRange(at, at);
    });
    return h("form", { class: "fields-of", onsubmit: submit },
      h("label", {}, say("channelName"), h("div", { class: "line" }, h("span", {}, "#"), name)),
      h("label", { class: "choice" }, hidden, say("makePrivate")),
      wrong,
      h("footer", {}, h("button", { type: "submit", class: "button primary" }, say("createIt"))));
  });
}

/** Who is in a channel, who else could be, and the way out. */
export function members(page, channelId) {
  openDialog(say("membersOf", { name: page.title }), (close) => {
    const list = h("ul", { class: "listed" });
    const wrong = alertLine();
    const change = async (gesture, user) => {
      const answer = await page.act(gesture, { channel: channelId, user }, (words) => {
        wrong.textContent = words;
      });
      if (answer && gesture === "leave" && user === page.state.me) close();
      else if (answer) draw();
    };
    const row = (person, inside, may) => h("li", {},
      avatar(person, "small"),
      h("span", {}, h("b", {}, nameOf(person), " ", statusSign(person),
        person.is_bot ? h("span", { class: "app" }, say("app")) : null),
      h("small", {}, person.profile.title)),
      may ? switcher(person, inside) : null);
    const switcher = (person, inside) => {
      const words = !inside ? "add" : person.id === page.state.me ? "leaveChannel" : "takeOut";
      return h("button", { type: "button", class: "button", "aria-label":
        `${say(words)} ${nameOf(person)}`, onclick: () => change(inside ? "leave" : "invite", person.id) },
      say(words));
    };
    const draw = () => {
      const channel = page.state.channels.find((one) => one.id === channelId);
      if (!channel) return;
      const may = isMine(channel, page.state) && !channel.archived;
      const inside = (one) => channel.members.includes(one.id);
      const all = known(page.state);
      list.replaceChildren(
        ...all.filter(inside).map((one) => row(one, true, may)),
        ...(may ? [h("li", { class: "part" }, h("h3", {}, say("notIn")))] : []),
        ...(may ? all.filter((one) => !inside(one)).map((one) => row(one, false, true)) : []));
    };
    draw();
    return [wrong, list];
  });
}
