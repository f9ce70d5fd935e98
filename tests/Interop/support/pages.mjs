import assert from 'node:assert/strict';

/** The numbers of elements at which lists are read: around the ends of a page of 200, and more than two pages. */
export const marks = [1, 2, 199, 200, 201, 450];

/** The loop behind `--all` of the CLI (js-sdk, sdk/src/util/paged.ts): page after page until there is no cursor. */
export async function allPages(call) {
  const pages = [];
  let cursor;
  do {
    const page = await call(cursor);
    const more = page.meta['next_page_exists'] || !!page.next_page_after;
    assert.ok(!more || page.next_page_after, 'more pages, but no cursor that leads to them');
    pages.push(page);
    cursor = page.next_page_after ?? undefined;
  } while (cursor !== undefined);
  return pages;
}

/** Holds that a list, read to its end in pages of several sizes, gives exactly these ids, each once. */
export async function assertPages(expected, member, call) {
  const sorted = [...expected].sort();
  const sizes = [undefined, expected.length, Math.max(1, expected.length - 1), expected.length < 10 ? 1 : 97];
  for (const perPage of new Set(sizes)) {
    const pages = await allPages((cursor) => call(cursor, perPage));
    const rows = pages.flatMap((page) => page[member]);
    const note = `${member}: ${expected.length} in pages of ${perPage ?? 200}`;
    assert.deepEqual(rows.map((row) => row.id ?? row.own.id).sort(), sorted, note);
    assert.equal(pages.length, Math.ceil(expected.length / (perPage ?? 200)), note);
    const times = rows.map((row) => row.created_at?.getTime() ?? 0);
    assert.ok(times.every((time, index) => index === 0 || time <= times[index - 1]), `${note}: newest first`);
  }
}

/** Runs an action for every number below a count, a few at a time, and returns the results in order. */
export async function inParallel(count, action, limit = 8) {
  const results = new Array(count);
  let next = 0;
  await Promise.all(Array.from({ length: Math.min(limit, count) }, async () => {
    while (next < count) {
      const index = next++;
      results[index] = await action(index);
    }
  }));
  return results;
}
