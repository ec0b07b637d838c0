import type { DataSource } from 'typeorm';
import {
  CorrelationCursorError,
  type CorrelationNode,
  type CorrelationPage,
  type CorrelationSource,
} from '../../correlation/index.js';
import type { VersionEvent } from '../entities/version.entity.js';

const COLUMNS = `v.id::text, item_type, item_id, event, whodunnit, actor_type, source, reason, causation_id,
  aggregate_type, aggregate_id,
  to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at,
  ARRAY(SELECT jsonb_object_keys(object_changes)) AS changed`;

const VERSION_ID = /^\d{1,18}$/;

interface Row {
  readonly id: string;
  readonly item_type: string;
  readonly item_id: string;
  readonly event: VersionEvent;
  readonly whodunnit: string;
  readonly actor_type: string;
  readonly source: string;
  readonly reason: string | null;
  readonly aggregate_type: string | null;
  readonly aggregate_id: string | null;
  readonly causation_id: string | null;
  readonly created_at: string;
  readonly changed: readonly string[];
}

/** The versions of a correlation: what was changed, never the values, which have a history page. */
export class VersionsCorrelationSource implements CorrelationSource {
  readonly kind = 'version';

  constructor(private readonly dataSource: DataSource) {}

  async list(correlationId: string, page: CorrelationPage): Promise<CorrelationNode[]> {
    const rows = await this.dataSource.query<Row[]>(
      `SELECT ${COLUMNS} FROM backstory.versions v
       WHERE v.correlation_id = $1 AND v.id > $2::bigint ORDER BY v.id LIMIT $3`,
      [correlationId, afterId(page), page.limit],
    );
    return rows.map(toNode);
  }

  async find(ids: readonly string[]): Promise<CorrelationNode[]> {
    const known = ids.filter((id) => VERSION_ID.test(id));
    const rows = await this.dataSource.query<Row[]>(
      `SELECT ${COLUMNS} FROM backstory.versions v WHERE v.id = ANY($1::bigint[])`,
      [known],
    );
    return rows.map(toNode);
  }

  async causedBy(causes: readonly string[], each: number): Promise<CorrelationNode[]> {
    const rows = await this.dataSource.query<Row[]>(
      `SELECT ${COLUMNS} FROM unnest($1::text[]) AS cause (id) CROSS JOIN LATERAL (
         SELECT * FROM backstory.versions caused WHERE caused.causation_id = cause.id
         ORDER BY caused.id LIMIT $2) AS v
       ORDER BY v.id`,
      [causes, each],
    );
    return rows.map(toNode);
  }
}

function afterId({ after = '0' }: CorrelationPage): string {
  if (!VERSION_ID.test(after)) {
    throw new CorrelationCursorError();
  }
  return after;
}

function toNode(row: Row): CorrelationNode {
  const { event, whodunnit, actor_type, source, reason, aggregate_type, aggregate_id, changed } =
    row;
  return {
    kind: 'version',
    id: row.id,
    causationId: row.causation_id,
    occurredAt: row.created_at,
    item: { itemType: row.item_type, itemId: row.item_id },
    facts: { event, whodunnit, actor_type, source, reason, aggregate_type, aggregate_id, changed },
  };
}
