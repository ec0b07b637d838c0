import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { DeliveryInterruptedError } from '../deliveries.errors.js';
import { DELIVERIES_OPTIONS } from '../deliveries.module-definition.js';
import type { DeliveriesModuleOptions } from '../interfaces/deliveries-module-options.interface.js';
import { ConnectionGate } from './connection-gate.js';

const CONNECTIONS = 20;

/** Milliseconds that handlers get to end by themselves when the process stops, and then to notice. */
const GRACE = 5_000;
const NOTICE = 2_000;

/** Milliseconds that a suspect waits for its neighbours to end before it runs all the same. */
const ALONE = 10_000;
const LOOK = 10;

/** Whoever runs handlers in this process. */
export interface Neighbour {
  /** Handlers at work, suspects not counted. */
  readonly busy: number;
  /** Begins nothing more until it resumes. */
  pause(): Promise<void>;
  resume(): Promise<void>;
}

/** What all that run handlers in this process share: its connections, and its end. @internal */
@Injectable()
export class HandlerPool {
  readonly gate: ConnectionGate;
  private readonly stopping = new AbortController();
  private readonly neighbours: Neighbour[] = [];
  private last: Promise<void> = Promise.resolve();

  constructor(@Inject(DELIVERIES_OPTIONS) { connections = CONNECTIONS }: DeliveriesModuleOptions) {
    this.gate = new ConnectionGate(connections);
  }

  /** Aborted when the process stops and handlers did not end by themselves. */
  get stop(): AbortSignal {
    return this.stopping.signal;
  }

  join(neighbour: Neighbour): void {
    this.neighbours.push(neighbour);
  }

  /** Runs with nothing beside it, so that if the process dies there is no doubt whose fault it is. */
  async alone(work: () => Promise<void>): Promise<void> {
    const before = this.last;
    const turn = before.then(() => this.runAlone(work));
    this.last = turn.catch(() => undefined);
    await turn;
  }

  /** Waits for what has been told to take no more, and interrupts what does not end in time. */
  async end(closed: Promise<unknown>): Promise<void> {
    const inTime = await Promise.race([closed.then(() => true), patience(GRACE)]);
    if (inTime) return;
    this.stopping.abort(new DeliveryInterruptedError());
    await Promise.race([closed, patience(NOTICE)]);
  }

  private async runAlone(work: () => Promise<void>): Promise<void> {
    await Promise.all(this.neighbours.map((neighbour) => neighbour.pause()));
    try {
      const deadline = Date.now() + ALONE;
      while (this.neighbours.some(({ busy }) => busy > 0) && Date.now() < deadline) {
        await pause(LOOK);
      }
      await work();
    } finally {
      if (!this.stop.aborted) await Promise.all(this.neighbours.map((one) => one.resume()));
    }
  }
}

async function patience(milliseconds: number): Promise<false> {
  await pause(milliseconds, undefined, { ref: false });
  return false;
}
