import type { DataSource } from 'typeorm';
import {
  CorrelationCursorError,
  type CorrelationNode,
  type CorrelationPage,
  type CorrelationSource,
} from '../../correlation/index.js';
import type { EventDefinitions } from '../event-definitions.js';
import type { AggregateEvents } from '../interfaces/event-spec.interface.js';
import { isoColumn } from '../tables/event-columns.sql.js';

const EVENT_ID = /^\d{1,18}$/;

interface Row {
  readonly id: string;
  readonly aggregate: string;
  readonly aggregate_id: string;
  readonly action: string;
  readonly actor_id: string;
  readonly actor_type: string;
  readonly record_type: string | null;
  readonly record_id: string | null;
  readonly hits: number;
  readonly source: string;
  readonly causation_id: string | null;
  readonly occurred_at: string;
}

/** The events of a correlation, of all aggregates; never their extras, which have a page. */
export class EventsCorrelationSource implements CorrelationSource {
  readonly kind = 'event';

  constructor(
    private readonly dataSource: DataSource,
    private readonly definitions: EventDefinitions,
  ) {}

  list(correlationId: string, { after = '0', limit }: CorrelationPage): Promise<CorrelationNode[]> {
    if (!EVENT_ID.test(after)) {
      throw new CorrelationCursorError();
    }
    return this.select(
      `event.correlation_id = $1 AND event.id > $2::bigint ORDER BY event.id LIMIT $3`,
      [correlationId, after, limit],
      limit,
    );
  }

  find(ids: readonly string[]): Promise<CorrelationNode[]> {
    const known = ids.filter((id) => EVENT_ID.test(id));
    return this.select('event.id = ANY($1::bigint[])', [known], known.length);
  }

  causedBy(causes: readonly string[], each: number): Promise<CorrelationNode[]> {
    const caused = 'event.causation_id = cause.id ORDER BY event.id LIMIT $2';
    return this.union(
      (events) => `SELECT caused.* FROM unnest($1::text[]) AS cause (id)
        CROSS JOIN LATERAL (${selectSql(events, caused)}) AS caused`,
      [causes, each],
    );
  }

  private select(
    condition: string,
    values: readonly unknown[],
    limit: number,
  ): Promise<CorrelationNode[]> {
    return this.union((events) => selectSql(events, condition), values, `LIMIT ${limit}`);
  }

  private async union(
    part: (events: AggregateEvents) => string,
    values: readonly unknown[],
    limit = '',
  ): Promise<CorrelationNode[]> {
    const tables = this.definitions.all().map((events) => `(${part(events)})`);
    if (tables.length === 0) {
      return [];
    }
    const rows = await this.dataSource.query<Row[]>(
      `SELECT * FROM (${tables.join(' UNION ALL ')}) AS found ORDER BY event_id ${limit}`,
      [...values],
    );
    return rows.map((row) => this.toNode(row));
  }

  private toNode(row: Row): CorrelationNode {
    const { action, actor_id, actor_type, record_type, record_id, hits, source } = row;
    const { itemType } = this.definitions.ofAggregate(row.aggregate);
    return {
      kind: 'event',
      id: row.id,
      causationId: row.causation_id,
      occurredAt: row.occurred_at,
      item: { itemType, itemId: row.aggregate_id },
      facts: {
        event: action,
        whodunnit: actor_id,
        actor_type,
        source,
        hits,
        record: record_type === null ? null : { type: record_type, id: record_id },
      },
    };
  }
}

function selectSql({ aggregate, table, idColumn }: AggregateEvents, condition: string): string {
  return `SELECT event.id AS event_id, event.id::text AS id, '${aggregate}' AS aggregate,
    event.${idColumn} AS aggregate_id, event.action, event.actor_id, event.actor_type,
    event.record_type, event.record_id, event.hits, event.source, event.causation_id,
    ${isoColumn('event.occurred_at')} AS occurred_at
    FROM public.${table} AS event WHERE ${condition}`;
}
