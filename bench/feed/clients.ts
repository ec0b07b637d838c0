// Clients in a process of their own: bare sockets that look for time stamps, so that their own cost
// stays small beside the server's.
import { connect, type Socket } from 'node:net';
import { answer } from './answer.js';

export interface ConnectOrder {
  readonly port: number;
  readonly path: string;
  readonly count: number;
  /** Stops reading once the stream is open. */
  readonly stalled?: boolean;
}

export interface ClientFigures {
  readonly deliveries: number;
  /** Milliseconds from stamp to arrival. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly open: number;
  readonly ended: number;
}

/** Longest stamp, so that one cut in two by a packet is found whole. */
const STAMP = /"t(\d{1,20})"/g;
const TAIL = 24;
const WAVE = 250;

const sockets = new Set<Socket>();
let samples: number[] = [];
let ended = 0;

function open({ port, path, stalled }: ConnectOrder): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\n\r\n`);
    });
    let tail = '';
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      if (!sockets.has(socket)) {
        sockets.add(socket);
        resolve();
        if (stalled) socket.pause();
      }
      tail = read(tail + text);
    });
    socket.on('error', reject);
    socket.on('close', () => {
      ended += sockets.delete(socket) ? 1 : 0;
    });
  });
}

function read(text: string): string {
  const now = process.hrtime.bigint();
  let end = 0;
  for (const match of text.matchAll(STAMP)) {
    samples.push(Number(now - BigInt(match[1] ?? 0)) / 1e6);
    end = match.index + match[0].length;
  }
  return text.slice(Math.max(end, text.length - TAIL));
}

answer({
  connect: async (order: ConnectOrder) => {
    for (let left = order.count; left > 0; left -= WAVE) {
      await Promise.all(Array.from({ length: Math.min(WAVE, left) }, () => open(order)));
    }
  },
  reset: () => {
    samples = [];
    ended = 0;
  },
  count: () => samples.length,
  close: () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  },
  figures: (): ClientFigures => {
    const sorted = Float64Array.from(samples).sort();
    const at = (share: number): number =>
      sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
    return {
      deliveries: sorted.length,
      p50: at(0.5),
      p99: at(0.99),
      max: at(1),
      open: sockets.size,
      ended,
    };
  },
});
