import { Queue, Worker } from 'bullmq';
import { CONCURRENCY, Countdown, type Subject } from './subject.interface.js';

/** BullMQ by itself on Redis: jobs that do nothing, and keep nothing if Redis does not. */
export function rawBullmq(redisUrl: string): Subject {
  const connection = { url: redisUrl };
  const countdown = new Countdown();
  const queue = new Queue('bench-raw', { connection });
  const worker = new Worker(
    'bench-raw',
    async () => {
      await Promise.resolve();
      countdown.tick();
    },
    { connection, concurrency: CONCURRENCY },
  );
  return {
    name: 'BullMQ on Redis, no-op',
    async work(first, count) {
      const done = countdown.of(count);
      const start = performance.now();
      const opts = { removeOnComplete: true };
      for (let n = 0; n < count; n += 200) {
        const size = Math.min(200, count - n);
        await queue.addBulk(
          Array.from({ length: size }, (_, index) => ({
            name: 'job',
            data: { id: first + n + index },
            opts,
          })),
        );
      }
      await done;
      return (performance.now() - start) / 1_000;
    },
    async close() {
      await worker.close();
      await queue.close();
    },
  };
}
