import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { EmailChannel, type EmailOptions } from '../../src/platform/channels/index.js';
import { DeadDelivery, RetryLater, SkipDelivery } from '../../src/platform/deliveries/index.js';
import { refusal, startMailServer, type MailServer } from './support/start-mail-server.js';

const EMAIL = {
  to: 'alice@example.com',
  subject: 'bob commented on #7',
  text: 'It is the cookie.',
  html: '<p>It is the <b>cookie</b>.</p>',
  idempotencyKey: 'delivery-7',
};

describe('an e-mail', () => {
  const undo: (() => unknown)[] = [];
  afterEach(async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  });

  function channel(smtpUrl?: string, options: EmailOptions = {}): EmailChannel {
    const made = new EmailChannel({
      email: { smtpUrl, from: 'Backstory <backstory@example.org>', ...options },
    });
    undo.push(() => made.onApplicationShutdown());
    return made;
  }

  async function server(...options: Parameters<typeof startMailServer>): Promise<MailServer> {
    const made = await startMailServer(...options);
    undo.push(() => made.close());
    return made;
  }

  it('arrives with text and HTML, from and to whom it was meant', async () => {
    const smtp = await server();
    const receipt = await channel(smtp.url).send({ ...EMAIL, thread: 'issue-7' });

    const [arrived] = smtp.received;
    expect(arrived).toMatchObject({
      from: 'backstory@example.org',
      to: ['alice@example.com'],
      mail: {
        from: { name: 'Backstory', address: 'backstory@example.org' },
        subject: EMAIL.subject,
        messageId: receipt.messageId,
      },
    });
    expect(arrived?.mail.text?.trim()).toBe(EMAIL.text);
    expect(arrived?.mail.html?.trim()).toBe(EMAIL.html);
    expect(arrived?.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(arrived?.mail.references).toMatch(/^<[0-9a-f]{40}@example\.org>$/);
    expect(receipt.response).toMatch(/^250/);
  });

  it('sent again carries the Message-ID it had, and another one another', async () => {
    const smtp = await server();
    const email = channel(smtp.url);
    await email.send(EMAIL);
    await email.send(EMAIL);
    await email.send({ ...EMAIL, idempotencyKey: 'delivery-8' });

    const [first, again, other] = smtp.received.map(({ mail }) => mail.messageId);
    expect(first).toMatch(/^<[0-9a-f]{40}@example\.org>$/);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(smtp.connections).toBe(1);
  });

  it('cannot be given headers, recipients or files by what a user wrote', async () => {
    const smtp = await server();
    const email = channel(smtp.url);
    const subject = 'hello\r\nBcc: eve@example.com\r\n\r\n<h1>owned</h1>\u0085\u2028x';
    await email.send({
      ...EMAIL,
      subject,
      replyTo: 'a@example.com\r\nX-Injected: 1',
      text: '\r\n.\r\nMAIL FROM:<eve@example.com>\r\n',
    });

    expect(smtp.received).toHaveLength(1);
    expect(smtp.received[0]?.to).toEqual(['alice@example.com']);
    expect(smtp.received[0]?.raw).not.toMatch(/^(Bcc|X-Injected):/im);
    expect(smtp.received[0]?.mail.subject).toMatch(/^hello Bcc: eve@example\.com/);
    expect(smtp.received[0]?.mail.text).toContain('MAIL FROM:<eve@example.com>');
  });

  it.each([
    'alice@example.com, eve@example.com',
    'alice@example.com;eve@example.com',
    'Alice <alice@example.com>',
    'alice@example.com\r\nRCPT TO:<eve@example.com>',
    'alice',
    '',
  ])('is dead when %j is to receive it', async (to) => {
    const smtp = await server();
    await expect(channel(smtp.url).send({ ...EMAIL, to })).rejects.toThrow(DeadDelivery);
    expect(smtp.connections).toBe(0);
  });

  it('goes out later when the server is greylisting', async () => {
    const known = new Set<string>();
    const smtp = await server({
      onRcptTo: ({ address }, _session, done) => {
        const first = !known.has(address);
        known.add(address);
        done(first ? refusal(450, '4.2.0 Greylisted, come back in 5 minutes') : null);
      },
    });
    const email = channel(smtp.url);
    await expect(email.send(EMAIL)).rejects.toThrow(RetryLater);
    await email.send(EMAIL);
    expect(smtp.received).toHaveLength(1);
  });

  it.each([
    ['recipient', 'onRcptTo', 550, DeadDelivery],
    ['sender', 'onMailFrom', 553, DeadDelivery],
    ['sender for now', 'onMailFrom', 421, RetryLater],
  ] as const)('is judged by the refusal of its %s', async (_what, hook, code, outcome) => {
    const smtp = await server({
      [hook]: (_address: unknown, _session: unknown, done: (error: Error) => void) =>
        done(refusal(code, 'no thanks')),
    });
    const failure = channel(smtp.url).send(EMAIL);
    await expect(failure).rejects.toThrow(outcome);
    await expect(failure).rejects.toThrow(/no thanks/);
    expect(smtp.received).toEqual([]);
  });

  it('is refused for good when its content is', async () => {
    const smtp = await server({
      onData: (stream, _session, done) => {
        stream.resume();
        stream.on('end', () => done(refusal(554, 'looks like spam')));
      },
    });
    await expect(channel(smtp.url).send(EMAIL)).rejects.toThrow(DeadDelivery);
  });

  it('waits, without a word of the password, while our account is refused', async () => {
    const smtp = await server({
      authOptional: false,
      authMethods: ['PLAIN'],
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(refusal(535, '5.7.8 bad credentials')),
    });
    const url = smtp.url.replace('//', '//mailer:geheim123@');
    const failure: unknown = await channel(url)
      .send(EMAIL)
      .catch((error: unknown) => error);
    expect(failure).not.toBeInstanceOf(DeadDelivery);
    expect(String(failure)).toMatch(/refused our account/);
    expect(JSON.stringify([String(failure), failure])).not.toContain('geheim123');
  });

  it('does not go to a server whose certificate nobody vouches for, unless told to', async () => {
    const secured: boolean[] = [];
    const smtp = await server({
      disabledCommands: ['AUTH'],
      onRcptTo: (_address, session, done) => {
        secured.push(session.secure);
        done();
      },
    });
    const refused: unknown = await channel(smtp.url)
      .send(EMAIL)
      .catch((error: unknown) => error);
    expect(refused).not.toBeInstanceOf(DeadDelivery);
    expect(String(refused)).toMatch(/certificate/);
    await channel(`${smtp.url}?tls.rejectUnauthorized=false`).send(EMAIL);
    await channel(`${smtp.url}?ignoreTLS=true`).send(EMAIL);
    expect(secured).toEqual([true, false]);
    expect(smtp.received).toHaveLength(2);
  });

  it('fails in time, to be tried again, whatever the server does', async () => {
    const servers = await Promise.all([
      startTcp(() => undefined),
      startTcp((socket) => drip(socket, '220-still here\r\n')),
      startTcp((socket) => socket.destroy()),
      startTcp((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    ]);
    undo.push(() => servers.forEach((tcp) => tcp.close()));
    const started = Date.now();
    const failures = await Promise.all(
      servers.map((tcp) =>
        channel(`smtp://127.0.0.1:${(tcp.address() as AddressInfo).port}`, { timeout: 500 })
          .send(EMAIL)
          .catch((error: unknown) => error),
      ),
    );
    for (const failure of failures) {
      expect(failure).toBeInstanceOf(Error);
      expect(failure).not.toBeInstanceOf(DeadDelivery);
    }
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  it('is skipped, with the reason, where no mail server is configured', async () => {
    const email = channel();
    expect(email.status()).toMatchObject({ configured: false, name: 'email' });
    await expect(email.send(EMAIL)).rejects.toThrow(SkipDelivery);
    await expect(email.send(EMAIL)).rejects.toThrow(email.status().reason);
  });

  it('is finished when the application stops, and none is begun after', async () => {
    const smtp = await server({
      onRcptTo: (_address, _session, done) => void setTimeout(() => done(), 200),
    });
    const email = channel(smtp.url);
    const sending = email.send(EMAIL);
    setImmediate(() => setImmediate(() => email.onApplicationShutdown()));
    await sending;
    expect(smtp.received).toHaveLength(1);
    await expect(email.send(EMAIL)).rejects.toThrow(/stops/);
  });
});

async function startTcp(greet: (socket: Socket) => void): Promise<Server> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    greet(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function drip(socket: Socket, line: string): void {
  const timer = setInterval(() => socket.write(line), 20);
  socket.once('close', () => clearInterval(timer));
}
