/** The emoji that the bot and people here use, by Slack's shortcodes; others stay as typed. */

const EMOJI = {
  "+1": "👍", "-1": "👎", alarm_clock: "⏰", arrow_left: "⬅️", arrow_right: "➡️",
  ballot_box_with_check: "☑️", bar_chart: "📊", bell: "🔔", blue_heart: "💙", books: "📚",
  bug: "🐛", bulb: "💡", calendar: "📅", chart_with_upwards_trend: "📈", checkered_flag: "🏁",
  clap: "👏", clipboard: "📋", clock3: "🕒", closed_lock_with_key: "🔐", compass: "🧭",
  construction: "🚧", dart: "🎯", ear: "👂", exclamation: "❗", eyes: "👀", file_folder: "📁",
  fire: "🔥", gear: "⚙️", globe_with_meridians: "🌐", green_circle: "🟢", handshake: "🤝",
  heart: "❤️", heavy_check_mark: "✔️", hourglass_flowing_sand: "⏳", house: "🏠",
  inbox_tray: "📥", information_source: "ℹ️", label: "🏷️", large_green_circle: "🟢",
  large_yellow_circle: "🟡", link: "🔗", lock: "🔒", loudspeaker: "📢", mag: "🔍",
  mega: "📣", memo: "📝", muscle: "💪", no_entry: "⛔", palm_tree: "🌴", paperclip: "📎",
  pencil: "📝", pencil2: "✏️", pray: "🙏", pushpin: "📌", question: "❓", raised_hands: "🙌",
  red_circle: "🔴", repeat: "🔁", rocket: "🚀", rotating_light: "🚨", seedling: "🌱",
  slightly_smiling_face: "🙂", smile: "😄", sos: "🆘", speech_balloon: "💬", star: "⭐",
  sunny: "☀️", tada: "🎉", thinking_face: "🤔", thumbsup: "👍", trophy: "🏆", unlock: "🔓",
  warning: "⚠️", wastebasket: "🗑️", wave: "👋", white_check_mark: "✅", white_circle: "⚪",
  x: "❌", zap: "⚡",
};

/** The emoji of a shortcode without its colons, or null. */
export const emoji = (name) => (Object.hasOwn(EMOJI, name) ? EMOJI[name] : null);

/** A text with its shortcodes replaced. */
export const withEmoji = (text) =>
  text.replace(/:([a-z0-9_+-]+):/g, (all, name) => emoji(name) ?? all);
