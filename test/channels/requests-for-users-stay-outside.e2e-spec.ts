import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import {
  AddressRefusedError,
  OutboundFailedError,
  OutboundHttp,
  OutboundTimeoutError,
  UrlRefusedError,
  type OutboundOptions,
} from '../../src/platform/channels/index.js';
import { eventually } from '../support/eventually.js';
import { startHttpServer, type HttpServer } from './support/start-http-server.js';

type Resolve = NonNullable<OutboundOptions['resolve']>;

/** Stands for the public: nothing else of this machine is listed. */
const OUTSIDE = '127.0.0.2';
const INSIDE = '127.0.0.1';

/** A resolver that answers each question with the next of these. */
function resolving(...answers: (readonly string[])[]): { resolve: Resolve; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    resolve: (hostname, answer) => {
      asked.push(hostname);
      const addresses = answers.length > 1 ? answers.shift()! : answers[0]!;
      setImmediate(() =>
        answer(
          null,
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        ),
      );
    },
  };
}

describe('a request to an address that a user named', () => {
  const undo: (() => unknown)[] = [];
  afterEach(async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  });

  async function server(host = OUTSIDE, port = 0): Promise<HttpServer> {
    const made = await startHttpServer(host, port);
    undo.push(() => made.close());
    return made;
  }

  it('reaches what it may, with method, headers and body as they are', async () => {
    const target = await server();
    target.answer({ status: 202, headers: { 'x-kept': 'yes' }, body: 'thanks' });
    const answer = await new OutboundHttp({ allow: [OUTSIDE] }).send({
      url: `${target.url}/hook?a=1#part`,
      headers: { 'content-type': 'text/plain' },
      body: 'grüße',
    });
    expect(answer).toMatchObject({ status: 202, body: 'thanks', truncated: false });
    expect(answer.headers['x-kept']).toBe('yes');
    expect(target.received).toMatchObject([
      {
        path: '/hook?a=1',
        body: 'grüße',
        headers: { 'content-type': 'text/plain', 'accept-encoding': 'identity' },
      },
    ]);
  });

  it.each([
    ['the loopback', ['127.0.0.1']],
    ['a private network', ['10.0.0.7', '192.168.1.1']],
    ['the metadata of the cloud', ['169.254.169.254']],
    ['IPv6 loopback', ['::1']],
    ['IPv4 dressed as IPv6', ['::ffff:127.0.0.1']],
    ['nothing', []],
  ])('is refused where the name leads to %s', async (_where, addresses) => {
    const inside = await server(INSIDE);
    const { resolve, asked } = resolving(addresses);
    const http = new OutboundHttp({ resolve });
    const url = `https://hooks.example.com:${inside.port}/`;
    await expect(http.send({ url })).rejects.toThrow(AddressRefusedError);
    expect(asked).toEqual(['hooks.example.com']);
    expect(inside.received).toEqual([]);
  });

  it('goes to the address that was checked, whatever the name means a moment later', async () => {
    const outside = await server(OUTSIDE);
    const inside = await server(INSIDE, outside.port);
    const { resolve, asked } = resolving([OUTSIDE], [INSIDE], [INSIDE, OUTSIDE]);
    const http = new OutboundHttp({ allow: [OUTSIDE], resolve });
    const url = `http://rebinds.example.com:${outside.port}/`;

    expect((await http.send({ url })).status).toBe(200);
    await expect(http.send({ url })).rejects.toThrow(AddressRefusedError);
    expect((await http.send({ url })).status).toBe(200);
    expect(asked).toHaveLength(3);
    expect(outside.received).toHaveLength(2);
    expect(inside.received).toEqual([]);
  });

  it('follows no redirect', async () => {
    const inside = await server(INSIDE);
    const outside = await server();
    outside.answer({ status: 307, headers: { location: `${inside.url}/secret` } });
    const answer = await new OutboundHttp({ allow: [OUTSIDE] }).send({ url: outside.url });
    expect(answer.status).toBe(307);
    expect(inside.received).toEqual([]);
  });

  it('uses no proxy, whatever the environment says', async () => {
    const proxy = await server();
    const target = await server();
    const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'NODE_USE_ENV_PROXY'];
    for (const name of names) process.env[name] = name.startsWith('NODE') ? '1' : proxy.url;
    undo.push(() => names.forEach((name) => delete process.env[name]));
    await new OutboundHttp({ allow: [OUTSIDE] }).send({ url: target.url });
    expect(target.received).toHaveLength(1);
    expect(proxy.received).toEqual([]);
  });

  it('speaks no plain HTTP to what the operator did not list', async () => {
    const target = await server();
    const strict = new OutboundHttp();
    await expect(strict.send({ url: target.url })).rejects.toThrow(UrlRefusedError);
    const { resolve } = resolving(['93.184.215.14']);
    const http = new OutboundHttp({ allow: ['10.0.0.0/8'], resolve });
    await expect(http.send({ url: 'http://example.com/' })).rejects.toThrow(AddressRefusedError);
  });

  it('reads 64 KiB of an answer without end, and hangs up', async () => {
    const target = await server();
    const gone: boolean[] = [];
    target.answer((response) => {
      response.writeHead(200);
      pour(response);
      response.once('close', () => gone.push(true));
    });
    const answer = await new OutboundHttp({ allow: [OUTSIDE] }).send({ url: target.url });
    expect(answer.truncated).toBe(true);
    expect(answer.body).toHaveLength(65_536);
    await eventually(() => gone.length === 1);
  });

  it.each([
    ['says nothing', () => undefined],
    ['drips its body', (response: ServerResponse) => drip(response, 'x')],
    [
      'drips its headers',
      (response: ServerResponse) => {
        response.socket?.write('HTTP/1.1 200 OK\r\n');
        drip({ write: (text: string) => response.socket?.write(text), response }, 'x: y\r\n');
      },
    ],
  ])('ends in time when the other side %s', async (_what, reply) => {
    const target = await server();
    target.answer(reply);
    const started = Date.now();
    const sending = new OutboundHttp({ allow: [OUTSIDE] }).send({ url: target.url, timeout: 400 });
    await expect(sending).rejects.toThrow(OutboundTimeoutError);
    expect(Date.now() - started).toBeLessThan(3_000);
  });

  it('ends in time when the name server says nothing', async () => {
    const http = new OutboundHttp({ resolve: () => undefined });
    const sending = http.send({ url: 'https://slow.example.com/', timeout: 200 });
    await expect(sending).rejects.toThrow(OutboundTimeoutError);
  });

  it('says what went wrong, without the path, which may be a secret', async () => {
    const target = await server();
    const http = new OutboundHttp({ allow: [OUTSIDE] });
    target.answer((response) => response.socket?.destroy());
    const failures = await Promise.all(
      [`${target.url}/T000/geheim`, `https://${OUTSIDE}:${target.port}/T000/geheim`].map((url) =>
        http.send({ url }).catch((error: unknown) => error),
      ),
    );
    for (const failure of failures) {
      expect(failure).toBeInstanceOf(OutboundFailedError);
      expect(String(failure)).toContain(`${OUTSIDE}:${target.port} gave no answer`);
      expect(String(failure)).not.toContain('geheim');
    }
  });

  it('can be called off', async () => {
    const target = await server();
    const stop = new AbortController();
    target.answer(() => stop.abort());
    const http = new OutboundHttp({ allow: [OUTSIDE] });
    const sending = http.send({ url: target.url, signal: stop.signal });
    await expect(sending).rejects.toThrow(/called off/);
  });
});

function pour(response: ServerResponse): void {
  const chunk = 'x'.repeat(10_000);
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
}

function drip(
  target: ServerResponse | { write(text: string): unknown; response: ServerResponse },
  piece: string,
): void {
  const response = 'response' in target ? target.response : target;
  const timer = setInterval(() => target.write(piece), 30);
  response.once('close', () => clearInterval(timer));
}
