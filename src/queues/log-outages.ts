import type { EventEmitter } from 'node:events';
import { Logger } from '@nestjs/common';

/** Milliseconds before the same trouble is told again. */
const SILENCE = 60_000;

/**
 * Says in the log what a queue or worker suffers, not more than once a minute: a server that is away is
 * tried again many times a second. Without a listener BullMQ prints each error to the console.
 */
export function logOutages(emitter: EventEmitter, name: string): void {
  const logger = new Logger('Queues');
  let told: string | undefined;
  let toldAt = 0;
  emitter.on('error', (error: Error) => {
    if (error.message === told && Date.now() - toldAt < SILENCE) return;
    told = error.message;
    toldAt = Date.now();
    logger.warn(`${name}: ${error.message}; trying again`);
  });
}
