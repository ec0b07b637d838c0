import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What happens to an exchange on its way. */
export type Fault =
  'none' | 'request lost' | 'answer lost' | 'answer cut' | 'doubled' | 'reordered';

/** A place on the way: before the answer comes back, and after that. */
export type Stage = 'POST went on' | 'GET was answered';

/** A proxy that does to each request what the test's plan says. */
export class FaultyLink {
  readonly happened = new Map<Fault, number>();
  private watch: { readonly stage: Stage; readonly act: () => void } | undefined;
  private readonly server = createServer((incoming, response) => {
    this.pass(incoming, response).catch(() => response.destroy());
  });

  constructor(
    private readonly target: string,
    private readonly next: () => Fault,
  ) {}

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return this.url;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Calls `act` when an exchange gets there, once. */
  when(stage: Stage, act: () => void): void {
    this.watch = { stage, act };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const fault = this.next();
    this.happened.set(fault, (this.happened.get(fault) ?? 0) + 1);
    if (fault === 'request lost') return void response.destroy();
    const sent = fault === 'reordered' ? reordered(body) : body;
    if (fault === 'doubled') await this.forward(incoming, sent);
    const answer = await this.forward(incoming, sent);
    this.reach(`${incoming.method} went on`);
    if (fault === 'answer lost') return void response.destroy();
    response.writeHead(answer.status, answer.headers);
    if (fault !== 'answer cut') {
      response.end(answer.body, () => this.reach(`${incoming.method} was answered`));
      return;
    }
    response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)));
    setImmediate(() => response.destroy());
  }

  private reach(stage: string): void {
    const { watch } = this;
    if (watch?.stage !== stage) return;
    this.watch = undefined;
    watch.act();
  }

  private forward(
    incoming: IncomingMessage,
    body: Buffer,
  ): Promise<{ status: number; headers: Record<string, string>; body: Buffer }> {
    return new Promise((resolve, reject) => {
      const sent = request(
        this.target + incoming.url!,
        {
          method: incoming.method!,
          headers: { ...incoming.headers, 'content-length': String(body.length) },
          agent: false,
        },
        (answer) => {
          buffer(answer)
            .then((whole) =>
              resolve({
                status: answer.statusCode!,
                headers: answer.headers as Record<string, string>,
                body: whole,
              }),
            )
            .catch(reject);
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

function reordered(body: Buffer): Buffer {
  if (body.length === 0) return body;
  return Buffer.from(JSON.stringify((JSON.parse(body.toString()) as unknown[]).toReversed()));
}
