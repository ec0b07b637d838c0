import { setTimeout as pause } from 'node:timers/promises';
import { Child } from './child.js';
import type { ClientFigures } from './clients.js';
import type { ServerFigures } from './server-figures.js';
import type { Writer } from './writer.js';

/** A server with clients on it. */
export interface Bench {
  readonly kind: string;
  readonly server: Child;
  readonly clients: Child;
  readonly port: number;
}

/** What one run gave. */
export interface RunFigures extends ClientFigures, ServerFigures {
  readonly events: number;
  /** Microseconds of server CPU for one event to one client. */
  readonly perDelivery: number;
}

export async function openBench(kind: string): Promise<Bench> {
  const server = new Child('./server.js', [kind]);
  const clients = new Child('./clients.js');
  return { kind, server, clients, port: await server.ask<number>('port') };
}

export async function closeBench({ server, clients }: Bench): Promise<void> {
  await clients.stop();
  await server.stop();
}

const WARM_UP = 5;

/** Sends events to whoever is connected and waits until they have arrived, or come no more. */
export async function run(
  bench: Bench,
  writer: Writer,
  load: { events: number; perSecond: number; clients: number },
): Promise<RunFigures> {
  const { server, clients, kind } = bench;
  await clients.ask('reset');
  await writer.write(WARM_UP, 10, kind === 'backstory' ? undefined : server);
  await arrived(clients, WARM_UP * load.clients);
  await clients.ask('reset');
  await server.ask('reset');
  await writer.write(load.events, load.perSecond, kind === 'backstory' ? undefined : server);
  await arrived(clients, load.events * load.clients);
  const used = await server.ask<ServerFigures>('figures');
  const got = await clients.ask<ClientFigures>('figures');
  return { ...got, ...used, events: load.events, perDelivery: used.cpu / got.deliveries };
}

async function arrived(clients: Child, expected: number): Promise<void> {
  let last = -1;
  for (let still = 0; still < 20;) {
    const count = await clients.ask<number>('count');
    if (count >= expected) return;
    still = count === last ? still + 1 : 0;
    last = count;
    await pause(100);
  }
}
