import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A message as the gem stores it. */
interface GemRow {
  readonly id: number;
  readonly body: string;
}

type Misbehaviour = (response: ServerResponse, request: IncomingMessage) => void;

/**
 * A server that behaves as the gem's own, its defects included: only the first id of a batch is
 * checked, a bad message stops the queue for ever while those before it stay, a gap at the head is
 * never accepted.
 */
export class RubyServer {
  readonly inbound: GemRow[] = [];
  readonly outbound: GemRow[] = [];
  readonly requests: { method: string; type: string | undefined; body: string }[] = [];
  /** Bodies with this text cannot be applied. */
  poison: string | undefined;
  private misbehaviours: Misbehaviour[] = [];
  private readonly server = createServer((request, response) => {
    this.answer(request, response).catch(() => response.destroy());
  });

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  /** The next request is answered like this; then it behaves again. */
  misbehave(how: Misbehaviour): void {
    this.misbehaviours.push(how);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    this.requests.push({
      method: request.method!,
      type: request.headers['content-type'],
      body,
    });
    const misbehave = this.misbehaviours.shift();
    if (misbehave) return misbehave(response, request);
    const [status, said] = this.reply(request, body);
    response.writeHead(status, { 'content-type': 'text/html;charset=utf-8' });
    response.end(said);
  }

  private reply(request: IncomingMessage, body: string): [number, string] {
    const expected = Buffer.from('keeper:open-sesame').toString('base64');
    if (request.headers.authorization !== `Basic ${expected}`) return [401, 'Not authorized\n'];
    if (request.method === 'POST') return this.push(body);
    const from = new URL(request.url!, 'http://x').searchParams.get('from_id');
    if (from === null) return [409, 'Specify from_id!'];
    return [200, JSON.stringify(this.outbound.filter(({ id }) => id >= Number(from)))];
  }

  private push(body: string): [number, string] {
    if (body.trim().length < 2) return [409, 'No data given'];
    const rows = JSON.parse(body) as GemRow[];
    if (rows.length === 0) return [202, 'No data given'];
    const next = (this.inbound.at(-1)?.id ?? rows[0]!.id - 1) + 1;
    if (rows[0]!.id !== next) return [409, String(next)];
    for (const row of rows) {
      const isKnown = this.inbound.some(({ id }) => id === row.id);
      const isPoison = this.poison !== undefined && row.body.includes(this.poison);
      if (isKnown || isPoison) return [500, '<h1>Internal Server Error</h1>'];
      this.inbound.push({ id: row.id, body: row.body });
    }
    return [202, ''];
  }
}
