import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';

/** What a server that is starting, or not there yet, answers. */
const NOT_READY = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', '57P03', '57P01', '53300']);
const PATIENCE = 30_000;
const PAUSE = 250;

/**
 * Connects a client, waiting for a server that is still starting.
 * A wrong password or an unknown database fails at once: waiting does not mend those.
 */
export async function connectWhenReady(create: () => pg.Client): Promise<pg.Client> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const client = create();
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (Date.now() > deadline || !NOT_READY.has(String((error as { code?: unknown }).code))) {
        throw error;
      }
    }
    await delay(PAUSE);
  }
}
