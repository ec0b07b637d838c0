/**
 * What a deployment has of all that is kept together, one line each. Ids and authors are each side's
 * own; microseconds are not.
 *
 * @param {string} databaseUrl
 * @returns {Promise<string[]>}
 */
export async function recordsOf(databaseUrl) {
  // Not at the top: nothing is installed yet when this file is loaded.
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query({
      rowMode: 'array',
      text: `
        SELECT format('post %L (%s) %L of %s', title, status, body, created_at) FROM posts
        UNION ALL
        SELECT format('comment %L of %s on %L', c.body, c.created_at, p.title)
        FROM comments c JOIN posts p ON p.id = c.post_id
        ORDER BY 1`,
    });
    return rows.map(([record]) => record);
  } finally {
    await client.end();
  }
}

/**
 * The records that only one side has, or one of them more often.
 *
 * @param {string[]} ours
 * @param {string[]} theirs
 * @returns {{ record: string, side: 0 | 1 }[]} side: 0 for ours, 1 for theirs
 */
export function difference(ours, theirs) {
  const counts = new Map();
  for (const record of ours) counts.set(record, (counts.get(record) ?? 0) + 1);
  for (const record of theirs) counts.set(record, (counts.get(record) ?? 0) - 1);
  return [...counts].flatMap(([record, count]) =>
    Array.from({ length: Math.abs(count) }, () => ({ record, side: count > 0 ? 0 : 1 })),
  );
}
