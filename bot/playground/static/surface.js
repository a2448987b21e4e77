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
    does: (block, element, chosen) =>
      page.act("click", { ...at(block, element), chosen, values: values.unsent() }),
    suggest: async (block, element, value) =>
      (await page.act("suggest", { ...at(block, element), value }))?.options ?? [],
  };
}
