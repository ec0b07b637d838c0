import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  CorrelationCursorError,
  CorrelationSources,
  type CorrelationNode,
  type CorrelationPage,
  type CorrelationSource,
} from '../correlation/index.js';
import { DELIVERY_COLUMNS, type DeliveryRow } from './sql/delivery-columns.sql.js';

const ID = /^\d{1,18}$/;

const ATTEMPTS = `(SELECT coalesce(jsonb_agg(jsonb_build_object('attempt', a.attempt,
    'outcome', a.outcome, 'error', a.error, 'started_at', a.started_at,
    'finished_at', a.finished_at) ORDER BY a.attempt), '[]')
  FROM backstory.delivery_attempts a WHERE a.delivery_id = d.id) AS attempts_log`;

interface Row extends DeliveryRow {
  readonly attempts_log: readonly unknown[];
}

/** The deliveries of a correlation, with their attempts. @internal */
@Injectable()
export class DeliveriesCorrelationSource implements CorrelationSource, OnModuleInit {
  readonly kind = 'delivery';

  constructor(
    private readonly dataSource: DataSource,
    private readonly sources: CorrelationSources,
  ) {}

  onModuleInit(): void {
    this.sources.register(this);
  }

  async list(correlationId: string, page: CorrelationPage): Promise<CorrelationNode[]> {
    const { after = '0', limit } = page;
    if (!ID.test(after)) throw new CorrelationCursorError();
    const rows = await this.dataSource.query<Row[]>(
      `SELECT ${DELIVERY_COLUMNS}, ${ATTEMPTS} FROM backstory.deliveries d
       WHERE d.correlation_id = $1 AND d.id > $2::bigint ORDER BY d.id LIMIT $3`,
      [correlationId, after, limit],
    );
    return rows.map(toNode);
  }

  async find(ids: readonly string[]): Promise<CorrelationNode[]> {
    const rows = await this.dataSource.query<Row[]>(
      `SELECT ${DELIVERY_COLUMNS}, ${ATTEMPTS} FROM backstory.deliveries d
       WHERE d.id = ANY($1::bigint[])`,
      [ids.filter((id) => ID.test(id))],
    );
    return rows.map(toNode);
  }
}

function toNode(row: Row): CorrelationNode {
  const { subscriber, target, event, state, attempts, last_error, skip_reason, attempts_log } = row;
  return {
    kind: 'delivery',
    id: row.id,
    causationId: row.causation_id,
    occurredAt: row.created_at.toISOString(),
    item: { itemType: row.item_type, itemId: row.item_id },
    facts: {
      subscriber,
      target: target || null,
      event,
      state,
      attempts,
      last_error,
      skip_reason,
      attempts_log,
      done_at: row.done_at?.toISOString() ?? null,
    },
  };
}
