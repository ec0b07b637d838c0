import { expect, it } from 'vitest';
import { closeQueuePool } from '../../src/queues/close-queue-pool.js';
import { createQueuePool } from '../../src/queues/queue-pool.js';
import { testServers } from '../support/test-servers.js';

it('the queues close although a worker that was cut off holds a connection', async () => {
  const pool = createQueuePool(testServers().postgres);
  pool.on('error', () => undefined);
  const held = await pool.connect();
  const idle = await pool.connect();
  idle.release();
  const left = new Promise<void>((resolve) => held.once('end', resolve));

  await closeQueuePool(pool, 50);

  await left;
  await expect(pool.connect()).rejects.toThrow('after calling end');
});
