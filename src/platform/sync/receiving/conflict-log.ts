import { stringify } from 'lossless-json';
import type { EntityManager } from 'typeorm';
import { currentContext } from '../../correlation/index.js';
import type { ConflictPolicy } from '../decorators/receives-from.decorator.js';

/** A conflict that was decided, or waits for somebody. */
export interface ConflictReport {
  readonly peer: string;
  readonly messageId: string;
  readonly itemType: string;
  readonly itemId: string;
  readonly fields: readonly { column: string; ours: unknown; theirs: unknown }[];
  readonly policy: ConflictPolicy;
  readonly decision: 'ours' | 'theirs' | 'merged' | 'parked';
  readonly reason: string;
}

/** Writes a conflict down; none is silent. */
export async function reportConflict(
  manager: EntityManager,
  report: ConflictReport,
): Promise<void> {
  const { fields } = report;
  await manager.query(
    `INSERT INTO backstory.sync_conflicts (peer, message_id, item_type, item_id, fields, ours, theirs,
       policy, decision, reason, correlation_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      report.peer,
      report.messageId,
      report.itemType,
      report.itemId,
      fields.map(({ column }) => column),
      stringify(Object.fromEntries(fields.map(({ column, ours }) => [column, ours]))),
      stringify(Object.fromEntries(fields.map(({ column, theirs }) => [column, theirs]))),
      report.policy,
      report.decision,
      report.reason,
      currentContext()?.correlationId ?? null,
    ],
  );
}
