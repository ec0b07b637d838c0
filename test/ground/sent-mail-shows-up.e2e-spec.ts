import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startMailCatcher } from '../../scripts/lib/start-mail-catcher.mjs';
import { EmailChannel, type Email } from '../../src/platform/channels/index.js';
import { startHttpServer } from '../channels/support/start-http-server.js';
import { eventually } from '../support/eventually.js';
import { processesIn } from '../support/processes-in.js';

interface Caught {
  id: string;
  from: string;
  to: string;
  subject: string;
}

describe('e-mail of a try-out', () => {
  let folder: string;
  const undo: (() => unknown)[] = [];
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'backstory-mail-'));
  });
  afterEach(async () => {
    for (const step of undo.splice(0).toReversed()) await step();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start() {
    const catcher = (await startMailCatcher(folder, {}))!;
    undo.push(() => catcher.stop());
    const channel = new EmailChannel({
      email: { smtpUrl: catcher.smtpUrl, from: 'Backstory <backstory@localhost>' },
    });
    undo.push(() => channel.onApplicationShutdown());
    let sent = 0;
    return {
      ...catcher,
      send: (more: Partial<Email> = {}) =>
        channel.send({
          to: 'alice@example.com',
          subject: 'Hello',
          text: 'World',
          idempotencyKey: String((sent += 1)),
          ...more,
        }),
      list: async () => (await (await fetch(`${catcher.url}/mails.json`)).json()) as Caught[],
    };
  }

  it('shows up on a page, text and HTML, and goes nowhere else', async () => {
    const mail = await start();
    await mail.send({ subject: 'bob commented', html: '<p>It is the <b>cookie</b></p>' });
    const [caught] = await mail.list();
    expect(caught).toMatchObject({
      to: 'alice@example.com',
      from: 'Backstory <backstory@localhost>',
      subject: 'bob commented',
    });
    expect(await (await fetch(mail.url)).text()).toContain(
      `<a href="/mail/${caught!.id}">bob commented</a>`,
    );
    const shown = await (await fetch(`${mail.url}/mail/${caught!.id}`)).text();
    expect(shown).toContain('<pre>World');
    expect(shown).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    const html = await fetch(`${mail.url}/mail/${caught!.id}/html`);
    expect(await html.text()).toContain('<b>cookie</b>');
  });

  it('cannot run anything, whatever it holds', async () => {
    const mail = await start();
    const evil = '<script>alert(1)</script><img src=x onerror=alert(1)>';
    await mail.send({ subject: evil, text: `</pre>${evil}`, html: `</iframe>${evil}` });
    const { id } = (await mail.list())[0]!;
    for (const page of [mail.url, `${mail.url}/mail/${id}`]) {
      const answer = await fetch(page);
      expect(await answer.text()).not.toMatch(/<script|<img/);
      expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
    }
    const html = await fetch(`${mail.url}/mail/${id}/html`);
    const policy = html.headers.get('content-security-policy');
    expect(policy).toMatch(/^sandbox allow-popups [^;]*; default-src 'none'/);
    expect(policy).not.toMatch(/allow-scripts|script-src/);
  });

  it('is read on this machine only, by nobody who came by another name', async () => {
    const mail = await start();
    const { port } = new URL(mail.url);
    const answers = await Promise.all(
      ['evil.example', `evil.example:${port}`, '127.0.0.1.evil.example'].map((host) =>
        statusWithHost(mail.url, host),
      ),
    );
    expect(answers).toEqual([421, 421, 421]);
    for (const wrong of ['/mail/../ports.json', '/mail/..%2fports.json', '/mail/1', '/x']) {
      expect((await fetch(mail.url + wrong)).status).not.toBe(200);
    }
    expect((await fetch(mail.url, { method: 'POST' })).status).toBe(405);
  });

  it('is there again after a restart, at the same place', async () => {
    const first = await start();
    await first.send({ subject: 'before' });
    await first.stop();
    const second = await start();
    await second.send({ subject: 'after' });
    expect(second.url).toBe(first.url);
    expect((await second.list()).map(({ subject }) => subject)).toEqual(['after', 'before']);
  });

  it('finds another place when its own is taken or forgotten', async () => {
    const squatter = await startHttpServer();
    undo.push(() => squatter.close());
    const ports = path.join(folder, 'mail/ports.json');
    const first = await start();
    await first.stop();
    writeFileSync(ports, JSON.stringify({ web: squatter.port, smtp: squatter.port }));
    const second = await start();
    expect(new URL(second.url).port).not.toBe(String(squatter.port));
    await second.send();
    expect(await second.list()).toHaveLength(1);
    await second.stop();
    writeFileSync(ports, 'not JSON');
    expect((await (await start()).list()).length).toBe(1);
  });

  it('is kept up to 200 messages, the oldest forgotten', { timeout: 60_000 }, async () => {
    const mail = await start();
    for (let n = 1; n <= 203; n += 1) await mail.send({ subject: `n${n}` });
    const caught = await mail.list();
    expect(caught).toHaveLength(200);
    expect(caught[0]?.subject).toBe('n203');
    expect(caught.at(-1)?.subject).toBe('n4');
    const files = readdirSync(path.join(folder, 'mail')).filter((name) => name.endsWith('.eml'));
    expect(files).toHaveLength(200);
    const newest = path.join(folder, 'mail', `${caught[0]!.id}.eml`);
    expect(readFileSync(newest, 'utf8')).toMatch(/^Subject: n203\r$/m);
  });

  it('is not caught where a mail server is configured, and nothing stays behind', async () => {
    const env = { BACKSTORY_SMTP_URL: 'smtp://mail.example.com' };
    expect(await startMailCatcher(folder, env)).toBeUndefined();
    const mail = await start();
    expect(processesIn(folder).length).toBeGreaterThan(0);
    await mail.stop();
    await eventually(() => expect(processesIn(folder)).toEqual([]));
  });
});

/** `fetch` does not let its caller choose the name. */
async function statusWithHost(url: string, host: string): Promise<number> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}
