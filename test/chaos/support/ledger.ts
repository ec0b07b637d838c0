import { query } from '../../support/query.js';
import type { Acknowledged } from './writers.js';

/** What a run left behind; every list of differences is empty when the promise holds. */
export interface Ledger {
  readonly versions: number;
  readonly events: number;
  readonly deliveries: number;
  readonly effects: number;
  readonly differences: Readonly<Record<string, readonly unknown[]>>;
}

/** Each finds what should not be there; rows are cut to a few, for people to read. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  'versions without exactly one feed entry': `
    SELECT v.id, count(f.position)::int AS entries FROM backstory.versions v
    LEFT JOIN backstory.feed_entries f ON f.kind = 'version' AND f.ref_id = v.id
    GROUP BY v.id HAVING count(f.position) <> 1 LIMIT 5`,
  'events without exactly one feed entry': `
    SELECT e.id, count(f.position)::int AS entries FROM issue_events e
    LEFT JOIN backstory.feed_entries f ON f.kind = 'event' AND f.ref_id = e.id
    GROUP BY e.id HAVING count(f.position) <> 1 LIMIT 5`,
  'feed positions that are not dense': `
    SELECT count(*)::int, max(position)::int FROM backstory.feed_entries
    HAVING count(*) <> max(position)`,
  'rows left in the outbox': 'SELECT id FROM backstory.outbox LIMIT 5',
  'events without exactly one done delivery': `
    SELECT e.id, e.action, count(d.id)::int AS deliveries, min(d.state) AS state, min(d.last_error) AS error
    FROM issue_events e
    LEFT JOIN backstory.deliveries d
      ON d.kind = 'event' AND d.ref_id = e.id AND d.subscriber = 'chaos'
    GROUP BY e.id, e.action HAVING count(d.id) <> 1 OR min(d.state) <> 'done' LIMIT 5`,
  'events without exactly one effect': `
    SELECT e.id, e.action, count(x.event_id)::int AS effects FROM issue_events e
    LEFT JOIN chaos_effects x ON x.event_id = e.id
    GROUP BY e.id, e.action HAVING count(x.event_id) <> 1 LIMIT 5`,
  'effects without their event': `
    SELECT x.event_id FROM chaos_effects x
    LEFT JOIN issue_events e ON e.id = x.event_id WHERE e.id IS NULL LIMIT 5`,
  'deliveries that did not end well': `
    SELECT id, subscriber, state, attempts, last_error FROM backstory.deliveries
    WHERE state NOT IN ('done', 'skipped') LIMIT 5`,
  'writes with a version and no event, or the other way round': `
    SELECT coalesce(v.correlation_id, e.correlation_id) AS correlation_id
    FROM (SELECT DISTINCT correlation_id FROM backstory.versions
          WHERE correlation_id LIKE 'chaos-%') v
    FULL JOIN (SELECT DISTINCT correlation_id FROM issue_events
               WHERE correlation_id LIKE 'chaos-%') e USING (correlation_id)
    WHERE v.correlation_id IS NULL OR e.correlation_id IS NULL LIMIT 5`,
};

/** Acknowledged writes whose event was not recorded exactly once. */
const UNKEPT = `
  SELECT a.correlation_id, a.action, count(e.id)::int AS events
  FROM unnest($1::text[], $2::text[]) AS a (correlation_id, action)
  LEFT JOIN issue_events e ON e.correlation_id = a.correlation_id AND e.action = a.action
  GROUP BY 1, 2 HAVING count(e.id) <> 1 LIMIT 5`;

/** Deliveries that are still on their way. */
const OPEN = `
  SELECT (SELECT count(*) FROM backstory.outbox)::int
    + (SELECT count(*) FROM backstory.deliveries WHERE state IN ('pending', 'queued'))::int AS open`;

/** How much is still on its way. */
export async function countOpen(url: string): Promise<number> {
  const [row] = await query<{ open: number }>(url, OPEN);
  return row!.open;
}

/** Compares what was acknowledged with versions, events, deliveries and effects. */
export async function readLedger(
  url: string,
  acknowledged: readonly Acknowledged[],
): Promise<Ledger> {
  const differences: Record<string, readonly unknown[]> = {
    'acknowledged writes without exactly one event': await query(url, UNKEPT, [
      acknowledged.map((one) => one.correlationId),
      acknowledged.map((one) => one.action),
    ]),
  };
  for (const [name, statement] of Object.entries(DIFFERENCES)) {
    differences[name] = await query(url, statement);
  }
  const [counts] = await query<Omit<Ledger, 'differences'>>(
    url,
    `SELECT (SELECT count(*) FROM backstory.versions)::int AS versions,
       (SELECT count(*) FROM issue_events)::int AS events,
       (SELECT count(*) FROM backstory.deliveries)::int AS deliveries,
       (SELECT count(*) FROM chaos_effects)::int AS effects`,
  );
  return { ...counts!, differences };
}
