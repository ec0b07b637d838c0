import type { Telemetry } from 'bullmq';

/** Where the queues live and what this process does with them. */
export interface QueuesOptions {
  /** Redis or Valkey; without it the queues live in the database. */
  readonly redisUrl?: string | undefined;
  readonly redisPrefix: string;
  readonly databaseUrl: string;
  /** The same database past a pooler in transaction mode; queues in PostgreSQL listen. */
  readonly directUrl?: string | undefined;
  /** Run the processors of all modules. */
  readonly runWorkers: boolean;
  /** Write the schedules of all modules into the queues. */
  readonly runSchedules: boolean;
  /** Another telemetry, OpenTelemetry's for instance, beside the correlation's. */
  readonly telemetry?: Telemetry<unknown>;
}
