import { ROWS, type Table } from './tables.js';

/** What one writer sends for one row: its id and its new quantity. */
export function changeOne({ table, versioned }: Table): string {
  return versioned
    ? changeWithVersion('id = $1', 'quantity = $2::text::numeric')
    : `UPDATE ${table} SET quantity = $2 WHERE id = $1`;
}

/** The same for all rows. */
export function changeAll({ table, versioned }: Table): string {
  const [which, change] = [`id <= ${ROWS}`, 'unit_price = changed.unit_price + 0.01'];
  return versioned
    ? changeWithVersion(which, change)
    : `UPDATE ${table} AS changed SET ${change} WHERE ${which}`;
}

/**
 * The floor: one statement by somebody who writes a version and an outbox row by hand, for this table and
 * these columns alone, with nothing to look up, compare, redact or ring.
 */
function changeWithVersion(which: string, change: string): string {
  return `
    WITH was AS MATERIALIZED (SELECT * FROM bench_plain WHERE ${which} FOR UPDATE), is_now AS (
      UPDATE bench_plain AS changed SET ${change} FROM was WHERE changed.id = was.id
      RETURNING changed.*, to_jsonb(was) AS object, was.quantity AS old_quantity,
        was.unit_price AS old_price, was.total_price AS old_total
    ), version AS (
      INSERT INTO backstory.versions (item_type, item_id, event, object, object_changes, whodunnit,
        actor_type, correlation_id, source, aggregate_type, aggregate_id, meta)
      SELECT 'InvoiceItem', id::text, 'update', object, jsonb_build_object(
          'quantity', jsonb_build_array(old_quantity, quantity),
          'unit_price', jsonb_build_array(old_price, unit_price),
          'total_price', jsonb_build_array(old_total, total_price)),
        'db:bench', 'database', pg_current_xact_id()::text, 'database', 'Invoice', invoice_id::text,
        '{"database_user": "bench", "application_name": "bench writer"}'
      FROM is_now
      RETURNING *)
    INSERT INTO backstory.outbox (kind, ref_id, item_type, item_id, event, actor, actor_type, source,
      correlation_id, aggregate_type, aggregate_id, summary, occurred_at)
    SELECT 'version', id, item_type, item_id, event, whodunnit, actor_type, source, correlation_id,
      aggregate_type, aggregate_id, '{"changed": ["quantity"], "label": "Beans"}', created_at
    FROM version`;
}
