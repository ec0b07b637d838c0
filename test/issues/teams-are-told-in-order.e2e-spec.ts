import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { PATIENT_ENV } from '../support/patient-env.js';
import { createTracker, type Tracker } from './support/tracker.js';

interface Call {
  path: string;
  body: { text?: string; variables?: { input?: Record<string, string> } };
}

describe('a team that uses Slack and Linear', () => {
  const calls: Call[] = [];
  let refuse = 1;
  let server: Server;
  let tracker: Tracker;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const answer = async (): Promise<void> => {
        const body = (await json(request)) as Call['body'];
        if (request.url === '/slack' && refuse-- > 0) {
          response.writeHead(500).end('no');
          return;
        }
        calls.push({ path: request.url ?? '', body });
        response.end('{"data":{"commentCreate":{"success":true,"comment":{"id":"c"}}}}');
      };
      void answer();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    tracker = await createTracker({
      env: {
        ...PATIENT_ENV,
        BACKSTORY_SLACK_WEBHOOK_URL: `${url}/slack`,
        BACKSTORY_LINEAR_API_KEY: 'lin_api_test',
        BACKSTORY_LINEAR_URL: `${url}/linear`,
        BACKSTORY_OUTBOUND_ALLOW: '127.0.0.1',
      },
    });
  });

  afterAll(async () => {
    await tracker?.test.close();
    server?.close();
  });

  it('reads what happened in order, also when Slack fails first', async () => {
    const { author } = tracker;
    const { id, reference } = await tracker.open({ title: 'Tips & <tricks>' });
    await author.client.patch(`/issues/${id}`, { linear_issue: 'ENG-7' });
    await author.client.post(`/issues/${id}/comments`, { body: 'Found it' });
    await author.client.post(`/issues/${id}/close`);

    const texts = await eventually(
      () => {
        const said = calls.filter(({ path }) => path === '/slack').map(({ body }) => body.text);
        return said.length === 3 ? said : undefined;
      },
      { within: 15_000 },
    );
    expect(texts).toEqual([
      `mia opened ${reference}: Tips &amp; &lt;tricks&gt;`,
      `mia commented on ${reference}: Tips &amp; &lt;tricks&gt;`,
      `mia closed ${reference} as completed: Tips &amp; &lt;tricks&gt;`,
    ]);
    const comments = calls.filter(({ path }) => path === '/linear');
    expect(comments.map(({ body }) => body.variables?.input)).toMatchObject([
      { issueId: 'ENG-7', body: `**mia commented on ${reference}**\n\nFound it` },
    ]);
  });
});
