/** What stands in the fields of a view or message, by block and action. */

/** Under which name each element keeps its value in Slack's `state.values`. */
export const KEPT = {
  plain_text_input: "value",
  url_text_input: "value",
  email_text_input: "value",
  number_input: "value",
  static_select: "selected_option",
  external_select: "selected_option",
  radio_buttons: "selected_option",
  checkboxes: "selected_options",
  multi_static_select: "selected_options",
  multi_external_select: "selected_options",
  users_select: "selected_user",
  multi_users_select: "selected_users",
  conversations_select: "selected_conversation",
  multi_conversations_select: "selected_conversations",
  channels_select: "selected_channel",
  multi_channels_select: "selected_channels",
  datepicker: "selected_date",
  timepicker: "selected_time",
  datetimepicker: "selected_date_time",
  rich_text_input: "rich_text_value",
};

/**
 * The fields of one surface: what the playground knows of them, and over it what was typed here
 * and not sent yet.
 */
export class Values {
  constructor() {
    this.known = {};
    this.offers = {};
    this.typed = {};
    // The controls whose last use failed, and how to mark those that are on screen, by spot.
    this.failed = new Set();
    this.marks = new Map();
  }

  /** Says how to mark a control that was drawn: `show(failed)`, of its node `holder`. */
  markable(spot, holder, show) {
    const drawn = (this.marks.get(spot) ?? []).filter((one) => one.holder.isConnected);
    this.marks.set(spot, [...drawn, { holder, show }]);
    show(this.failed.has(spot));
  }

  /** Notes whether the use of a control failed, and shows it where it stands now. */
  mark(spot, failed) {
    if (failed) this.failed.add(spot);
    else this.failed.delete(spot);
    for (const { show } of this.marks.get(spot) ?? []) show(failed);
  }

  /** Takes over what a view or message holds; what was typed into a field that is gone, goes. */
  renew({ state, offers }) {
    const known = state.values;
    this.known = known;
    this.offers = offers;
    for (const [block, fields] of Object.entries(this.typed)) {
      for (const [action, { type }] of Object.entries(fields)) {
        if (known[block]?.[action]?.type !== type) delete fields[action];
      }
    }
  }

  get(block, element) {
    const typed = this.typed[block]?.[element.action_id];
    if (typed && typed.type === element.type) return typed.value;
    return this.known[block]?.[element.action_id]?.[KEPT[element.type]] ?? null;
  }

  /** The ids of the conversations that a select lists. */
  offered(block, element) {
    return this.offers[block]?.[element.action_id] ?? [];
  }

  set(block, element, value) {
    (this.typed[block] ??= {})[element.action_id] = { type: element.type, value };
  }

  /** What was typed here, as the playground takes it. */
  unsent() {
    const fields = Object.entries(this.typed).map(([block, actions]) => [
      block,
      Object.fromEntries(Object.entries(actions).map(([action, { value }]) => [action, value])),
    ]);
    return Object.fromEntries(fields);
  }
}
