import { get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { COMMANDS } from '../../src/cli/commands/index.js';
import { runCli } from '../../src/cli/run-cli.js';
import type { Application } from './application.js';

const CHANGES = 200;
/** Milliseconds: from changes that follow each other to ones that meet a relay asleep. */
const LONGEST_PAUSE = 600;
const PATIENCE = 10_000;

/** From the Enter of somebody in psql to a browser that looks at the feed. */
export async function measureLatency(url: string, application: Application): Promise<void> {
  const feed = await Feed.open(application, await tokenFor(url));
  const client = new pg.Client({ connectionString: url, application_name: 'psql' });
  await client.connect();
  const samples: number[] = [];
  for (let id = 1; id <= CHANGES; id += 1) {
    await pause((LONGEST_PAUSE * id) / CHANGES);
    const arrived = feed.next(`"item_type":"InvoiceItem","item_id":"${id}"`);
    const began = performance.now();
    await client.query('UPDATE invoice_items SET quantity = quantity + 1 WHERE id = $1', [id]);
    samples.push((await arrived) - began);
  }
  await client.end();
  feed.close();
  samples.sort((one, other) => one - other);
  const at = (share: number): number => samples[Math.floor(CHANGES * share)] ?? Number.NaN;
  console.log(
    `psql to SSE client, write and commit included: p50 ${at(0.5).toFixed(1)} ms, ` +
      `p99 ${at(0.99).toFixed(1)} ms (goal p50 ≤ 50 ms: ${at(0.5) <= 50 ? 'met' : 'MISSED'})`,
  );
}

/** A token of an admin, made as an operator of the server makes one. */
async function tokenFor(url: string): Promise<string> {
  const lines: string[] = [];
  const surroundings = {
    print: (line: string) => lines.push(line),
    printError: (line: string) => lines.push(line),
    env: { DATABASE_URL: url },
  };
  await runCli(COMMANDS, ['sign-in-link'], surroundings);
  const code = await runCli(
    COMMANDS,
    ['token', '--user', 'admin', '--scopes', 'read'],
    surroundings,
  );
  const token = lines.at(-1);
  if (code !== 0 || token === undefined) throw new Error(lines.join('\n'));
  return token;
}

/** A client of the live feed that knows when a text arrives. */
class Feed {
  private tail = '';
  private waiting: { text: string; resolve: (at: number) => void } | undefined;

  private constructor(private readonly request: ReturnType<typeof get>) {}

  static open({ url }: Application, token: string): Promise<Feed> {
    return new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
      const request = get(`${url}/feed/stream?item_type=InvoiceItem`, { headers }, (response) => {
        if (response.statusCode !== 200) {
          reject(new Error(`the feed answered ${response.statusCode}`));
          return;
        }
        response.setEncoding('utf8');
        response.on('data', (text: string) => feed.read(text));
        response.on('error', () => undefined);
        resolve(feed);
      });
      const feed = new Feed(request);
      request.on('error', reject);
    });
  }

  /** @returns when this text arrived, by `performance.now()` */
  next(text: string): Promise<number> {
    this.tail = '';
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${text} did not arrive`)), PATIENCE);
      this.waiting = {
        text,
        resolve: (at) => {
          clearTimeout(late);
          resolve(at);
        },
      };
    });
  }

  close(): void {
    this.request.destroy();
  }

  private read(text: string): void {
    this.tail += text;
    if (this.waiting && this.tail.includes(this.waiting.text)) {
      this.waiting.resolve(performance.now());
      this.waiting = undefined;
    }
  }
}
