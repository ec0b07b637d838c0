import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { withTimeLimit } from '../platform/outbox/index.js';
import { clientsOf } from './queue-pool.js';

/** Milliseconds for running jobs to end, and between two looks. */
const PATIENCE = 8_000;
const PAUSE = 20;

/** Milliseconds for connections to take their leave. */
const LEAVE = 1_000;

/**
 * Ends the queues' pool. Queues and workers close at the same time, so their last queries are let
 * through first. A worker that had to be cut off never gives its connection back, and a pool waits
 * for that without end: what is left is ended from here.
 */
export async function closeQueuePool(pool: pg.Pool, patience = PATIENCE): Promise<void> {
  const deadline = Date.now() + patience;
  while ((pool.totalCount > pool.idleCount || pool.waitingCount > 0) && Date.now() < deadline) {
    await delay(PAUSE);
  }
  const ended = pool.end();
  await Promise.all([...clientsOf(pool)].map((client) => leave(client.end())));
  await leave(ended);
}

async function leave(ended: Promise<void>): Promise<void> {
  await withTimeLimit('closing the queues', LEAVE, ended).catch(() => undefined);
}
