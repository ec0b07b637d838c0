import { Client, type ClientBase } from 'pg';

/** The columns of an outbox row that a test cares about. */
export interface OutboxRow {
  refId: number;
  itemType?: string;
  itemId?: string;
  event?: string;
  actor?: string;
  correlationId?: string;
  aggregateType?: string;
  aggregateId?: string;
  summary?: Record<string, unknown>;
}

/** Writes outbox rows as the audit module's database function does, in the caller's transaction. */
export async function insertOutbox(client: ClientBase, rows: readonly OutboxRow[]): Promise<void> {
  await client.query(
    `INSERT INTO backstory.outbox
       (kind, ref_id, item_type, item_id, event, actor, actor_type, source, correlation_id,
        aggregate_type, aggregate_id, summary)
     SELECT 'version', "refId", coalesce("itemType", 'Post'), coalesce("itemId", "refId"::text),
       coalesce(event, 'update'), coalesce(actor, 'alice'), 'user', 'application', "correlationId",
       "aggregateType", "aggregateId", summary
     FROM jsonb_to_recordset($1::jsonb) AS row ("refId" bigint, "itemType" text, "itemId" text,
       event text, actor text, "correlationId" text, "aggregateType" text, "aggregateId" text,
       summary jsonb)`,
    [JSON.stringify(rows)],
  );
}

/** Runs `work` with a connection of its own. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  // A server that a test stops ends its connections; the test learns it from its queries.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The whole feed in order, as `{position, refId}`. */
export async function readFeed(url: string): Promise<{ position: number; refId: number }[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ position: string; ref_id: string }>(
      'SELECT position, ref_id FROM backstory.feed_entries ORDER BY position',
    );
    return rows.map((row) => ({ position: Number(row.position), refId: Number(row.ref_id) }));
  });
}

/** How many rows wait in the outbox. */
export async function countOutbox(url: string): Promise<number> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM backstory.outbox',
    );
    return rows[0]?.n ?? 0;
  });
}
