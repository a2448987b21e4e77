/** What the blocks of a message or view act on: its fields, and the ways to tell the bot. */

/** The surface of `where`: {channel, ts} or {view_id}. */
export function surfaceOf(where, values, page) {
  const at = (block, element) => ({
    where,
    block_id: block.block_id,
    action_id: element.action_id,
  });
  return {
    values,
    reader: page.reader,
    does: async (block, element, chosen) => {
      const spot = `${block.block_id}/${element.action_id}`;
      values.mark(spot, false);
      const details = { ...at(block, element), chosen, values: values.unsent() };
      const answer = await page.act("click", details);
      values.mark(spot, !answer?.taken);
    },
    suggest: async (block, element, value) =>
      (await page.act("suggest", { ...at(block, element), value }))?.groups ?? [],
  };
}
