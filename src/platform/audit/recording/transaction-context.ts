import { currentContext, uuidv7, type Actor } from '../../correlation/index.js';

/** Who acts, as the database functions read it from the setting `backstory.context`. */
export interface TransactionContext {
  readonly actor: string;
  readonly actor_type: string;
  readonly correlation_id: string;
  readonly source: string;
  readonly causation_id?: string;
  readonly reason?: string;
  readonly meta?: Readonly<Record<string, unknown>>;
  /** When the change really happened, for a replay of history. */
  readonly occurred_at?: string;
}

/** Work that nobody asked for in person: start-up, migrations, schedulers. */
export const SYSTEM_ACTOR: Actor = { id: 'system', type: 'system' };

/** The running code's context in the database's words; outside any, a fresh correlation of the system. */
export function transactionContext(): TransactionContext {
  const context = currentContext();
  const actor = context?.actor ?? SYSTEM_ACTOR;
  return {
    actor: actor.id,
    actor_type: actor.type,
    correlation_id: context?.correlationId ?? uuidv7(),
    source: context?.source ?? 'application',
    ...(context?.causationId === undefined ? {} : { causation_id: context.causationId }),
    ...(context?.reason === undefined ? {} : { reason: context.reason }),
    ...(context?.meta === undefined ? {} : { meta: context.meta }),
    ...(context?.occurredAt === undefined ? {} : { occurred_at: context.occurredAt }),
  };
}
