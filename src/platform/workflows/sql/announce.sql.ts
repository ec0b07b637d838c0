/** Tells the feed of something, in the transaction in which it happens. */
export const ANNOUNCE = `
INSERT INTO backstory.outbox (kind, ref_id, item_type, item_id, event, actor, actor_type, source,
  correlation_id, causation_id, aggregate_type, aggregate_id, summary)
VALUES ($1, $2, $3, $2::bigint::text, $4, $5, $6, $7, $8, $9, $10, $11, $12)`;
