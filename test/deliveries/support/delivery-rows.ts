import { insertOutbox, withClient, type OutboxRow } from '../../support/outbox-rows.js';
import { query } from '../../support/query.js';

/** A delivery as the database has it. */
export interface StoredDelivery {
  readonly id: string;
  readonly ref_id: string;
  readonly subscriber: string;
  readonly target: string;
  readonly state: string;
  readonly attempts: number;
  readonly crashes: number;
  readonly last_error: string | null;
  readonly skip_reason: string | null;
}

/** All deliveries, oldest first. */
export async function deliveriesOf(url: string): Promise<StoredDelivery[]> {
  return query(url, 'SELECT * FROM backstory.deliveries ORDER BY id');
}

/** The table in which handlers leave their effects; nothing in it refuses a second one. */
export async function createEffects(url: string): Promise<void> {
  await query(
    url,
    `CREATE TABLE effects (n bigint GENERATED ALWAYS AS IDENTITY, ref_id bigint,
       target text DEFAULT '', at timestamptz DEFAULT clock_timestamp())`,
  );
}

/** The facts that took effect, in the order they did. */
export async function effectsOf(url: string): Promise<number[]> {
  const rows = await query<{ ref_id: string }>(url, 'SELECT ref_id FROM effects ORDER BY n');
  return rows.map(({ ref_id }) => Number(ref_id));
}

/** Commits facts as writers do. */
export async function commitFacts(url: string, rows: readonly OutboxRow[]): Promise<void> {
  await withClient(url, (client) => insertOutbox(client, rows));
}

/** The numbers from `first`, `count` of them. */
export function numbers(count: number, first = 1): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

/** The route of the worker program, written before any of its processes runs. */
export async function declareWork(url: string): Promise<void> {
  await query(
    url,
    `INSERT INTO backstory.delivery_routes (kind, item_type, event, subscriber)
     VALUES ('version', 'Work', '*', 'work')`,
  );
}
