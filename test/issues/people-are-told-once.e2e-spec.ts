import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMailServer, type MailServer } from '../channels/support/start-mail-server.js';
import { eventually } from '../support/eventually.js';
import { PATIENT_ENV } from '../support/patient-env.js';
import type { SignedIn } from '../support/sign-in.js';
import { createTracker, type Tracker } from './support/tracker.js';

interface Told {
  kind: string;
  title: string;
  body: string | null;
  link: string;
  actor: string;
}

async function bell({ client }: SignedIn): Promise<Told[]> {
  return (await client.get<{ items: Told[] }>('/notifications')).body.items;
}

describe('the people around an issue', () => {
  let smtp: MailServer;
  let tracker: Tracker;

  beforeAll(async () => {
    smtp = await startMailServer();
    tracker = await createTracker({
      env: {
        ...PATIENT_ENV,
        BACKSTORY_SMTP_URL: smtp.url,
        BACKSTORY_MAIL_FROM: 'Backstory <backstory@example.org>',
        BACKSTORY_PUBLIC_URL: 'https://backstory.example',
      },
    });
    await tracker.test.dataSource.query(
      "UPDATE users SET email = name || '@example.com' WHERE name IN ('mia', 'ned')",
    );
  });

  afterAll(async () => {
    await tracker?.test.close();
    await smtp?.close();
  });

  const mailsTo = (name: string) =>
    smtp.received.filter(({ to }) => to.includes(`${name}@example.com`));
  /** No delivery waits or runs any more. */
  const quiet = () =>
    eventually(
      async () => {
        const [{ open }] = await tracker.test.dataSource.query<[{ open: number }]>(
          `SELECT (SELECT count(*) FROM backstory.outbox)::int + (SELECT count(*)
             FROM backstory.deliveries WHERE state IN ('pending', 'queued'))::int AS open`,
        );
        return open === 0;
      },
      { within: 20_000, every: 50 },
    );

  it('are told of a comment by bell and e-mail, whoever made it and its mentions apart', async () => {
    const { author, reader, operator } = tracker;
    const issue = await tracker.open({ assignees: ['olga'] });
    const comment = await operator.client.post<{ id: string }>(
      `/issues/${issue.id}/comments`,
      { body: 'Is it the <b>cookie</b>, @ned?' },
      { 'x-correlation-id': 'the-cookie' },
    );
    expect(comment.status).toBe(201);
    await quiet();

    expect(await bell(author)).toMatchObject([
      {
        kind: 'comment_added',
        title: `olga commented on ${issue.reference}: ${issue.title}`,
        body: 'Is it the <b>cookie</b>, @ned?',
        actor: 'olga',
      },
    ]);
    expect(await bell(reader)).toMatchObject([{ kind: 'mentioned' }]);
    expect(await bell(operator)).toMatchObject([{ kind: 'assigned', actor: 'mia' }]);
    const [mail, ...more] = mailsTo('mia');
    expect(more).toEqual([]);
    expect(mail!.mail.subject).toBe(`[${issue.reference}] ${issue.title}`);
    expect(mail!.mail.html).toContain('Is it the &lt;b&gt;cookie&lt;/b&gt;, @ned?');
    expect(mail!.mail.text).toContain(
      `https://backstory.example/console/issues/${issue.id}?event=`,
    );
    expect(mailsTo('ned')).toHaveLength(1);
    expect(mailsTo('olga')).toEqual([]);
  });

  it('are told in the correlation of what somebody did', async () => {
    const rows = await tracker.test.dataSource.query<{ correlation_id: string }[]>(
      "SELECT correlation_id FROM backstory.notifications WHERE kind = 'comment_added'",
    );

    expect(rows).toEqual([{ correlation_id: 'the-cookie' }]);
    const trace = await tracker.author.client.get<object>('/correlations/the-cookie');
    expect(JSON.stringify(trace.body)).toContain('"kind":"delivery"');
  });

  it('are told no longer once they unsubscribe', async () => {
    const { author, reader } = tracker;
    const { id } = await tracker.open();
    await author.client.delete(`/issues/${id}/subscription`);
    const before = (await bell(author)).length;
    await reader.client.post(`/issues/${id}/comments`, { body: 'Anybody there?' });
    await quiet();

    expect(await bell(author)).toHaveLength(before);
    const skipped = await tracker.test.dataSource.query(
      `SELECT subscriber, state, skip_reason FROM backstory.deliveries
       WHERE item_id = $1 AND event = 'comment_added' ORDER BY subscriber`,
      [id],
    );
    expect(skipped).toMatchObject([
      {
        subscriber: 'app_notification',
        state: 'skipped',
        skip_reason: 'nobody else is told of it',
      },
      { subscriber: 'email', state: 'skipped' },
      { subscriber: 'linear', state: 'skipped', skip_reason: expect.stringContaining('API key') },
      { subscriber: 'slack', state: 'skipped', skip_reason: expect.stringContaining('Slack') },
    ]);
  });
});
