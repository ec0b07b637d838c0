import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  escapeSlack,
  LinearChannel,
  OutboundHttp,
  SlackChannel,
  slackLink,
  slackSection,
} from '../../src/platform/channels/index.js';
import { DeadDelivery, RetryLater, SkipDelivery } from '../../src/platform/deliveries/index.js';
import { startHttpServer, type HttpServer } from './support/start-http-server.js';

const http = new OutboundHttp({ allow: ['127.0.0.1'] });

let server: HttpServer;
beforeEach(async () => {
  server = await startHttpServer();
});
afterEach(() => server.close());

const slack = () => new SlackChannel(http, { slackWebhookUrl: `${server.url}/T0/B0/geheim` });

describe('a Slack message', () => {
  it('arrives with text and blocks, and nothing a user wrote becomes a mention', async () => {
    server.answer({ body: 'ok' });
    const title = '<!channel> & <https://evil.example|click>';
    await slack().post({
      text: escapeSlack(title),
      blocks: [slackSection(`${slackLink('https://a.example/1|2', title)} commented`)],
    });
    expect(JSON.parse(server.received[0]!.body)).toEqual({
      text: '&lt;!channel&gt; &amp; &lt;https://evil.example|click&gt;',
      blocks: [
        {
          type: 'section',
          text: {
            type: 'mrkdwn',
            text: '<https://a.example/1%7C2|&lt;!channel&gt; &amp; &lt;https://evil.example|click&gt;> commented',
          },
        },
      ],
    });
  });

  it('waits as long as Slack asks', async () => {
    server.answer({ status: 429, headers: { 'retry-after': '7' }, body: 'rate_limited' });
    const failure: unknown = await slack()
      .post({ text: 'x' })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RetryLater);
    expect((failure as RetryLater).milliseconds).toBe(7_000);
  });

  it.each([
    [403, 'invalid_token', /Make a new incoming webhook/],
    [404, 'channel_not_found', /make a webhook for another one/],
    [410, 'channel_is_archived', /Unarchive/],
    [400, 'invalid_payload', /check its blocks/],
    [418, 'whatever_comes', /Handling errors/],
  ])('is dead, with what to do, when Slack answers %i %s', async (status, body, remedy) => {
    server.answer({ status, body });
    const failure: unknown = await slack()
      .post({ text: 'x' })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DeadDelivery);
    expect(String(failure)).toMatch(remedy);
    expect(String(failure)).not.toContain('geheim');
  });

  it.each([500, 503, 302])('is tried again after a %i', async (status) => {
    server.answer(status);
    const failure: unknown = await slack()
      .post({ text: 'x' })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(DeadDelivery);
  });

  it('is skipped without a webhook', async () => {
    const none = new SlackChannel(http, {});
    expect(none.status().configured).toBe(false);
    await expect(none.post({ text: 'x' })).rejects.toThrow(SkipDelivery);
  });
});

const linear = () => new LinearChannel(http, { linear: { apiKey: 'lin_geheim', url: server.url } });

const refusal = (code: string, message: string) => ({
  data: null,
  errors: [{ message, extensions: { code, userPresentableMessage: message } }],
});

describe('a comment in Linear', () => {
  const COMMENT = { issueId: 'ENG-7', body: 'It is the cookie.', idempotencyKey: 'delivery-1' };
  const created = { data: { commentCreate: { success: true, comment: { id: 'x' } } } };
  const failureOf = (): Promise<unknown> =>
    linear()
      .comment(COMMENT)
      .catch((error: unknown) => error);

  it('is made with an id that is the same for every attempt', async () => {
    server.answer({ body: created });
    const { id } = await linear().comment(COMMENT);
    await linear().comment(COMMENT);
    const inputs = server.received.map(
      ({ body }) => (JSON.parse(body) as { variables: { input: unknown } }).variables.input,
    );
    expect(inputs[0]).toEqual({ id, issueId: 'ENG-7', body: COMMENT.body });
    expect(inputs[1]).toEqual(inputs[0]);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(server.received[0]?.headers.authorization).toBe('lin_geheim');
  });

  it('that an attempt with a lost answer has made is found, not made twice', async () => {
    server.answer(
      (response) => response.socket?.destroy(),
      { body: refusal('INPUT_ERROR', 'Entity already exists') },
      { body: { data: { comment: { id: 'x' } } } },
    );
    expect(await failureOf()).toBeInstanceOf(Error);
    await linear().comment(COMMENT);
    const [, again, found] = server.received.map(({ body }) => JSON.parse(body) as never);
    expect(again).toMatchObject({ query: expect.stringContaining('commentCreate') });
    expect(found).toMatchObject({ query: expect.stringContaining('query Comment') });
  });

  it('is dead, in Linear’s own words, when an answer of status 200 refuses it', async () => {
    server.answer(
      { body: refusal('INPUT_ERROR', 'Entity not found: Issue') },
      { body: refusal('INPUT_ERROR', 'Entity not found: Comment') },
    );
    const failure = await failureOf();
    expect(failure).toBeInstanceOf(DeadDelivery);
    expect(String(failure)).toMatch(/Entity not found: Issue/);
  });

  it('waits until Linear’s limit ends', async () => {
    server.answer({
      status: 400,
      headers: {
        'x-ratelimit-requests-remaining': '0',
        'x-ratelimit-requests-reset': String(Date.now() + 90_000),
        'x-ratelimit-complexity-remaining': '5000',
        'x-ratelimit-complexity-reset': String(Date.now() + 900_000),
      },
      body: refusal('RATELIMITED', 'Rate limit exceeded'),
    });
    const failure = await failureOf();
    expect(failure).toBeInstanceOf(RetryLater);
    expect((failure as RetryLater).milliseconds).toBeGreaterThan(80_000);
    expect((failure as RetryLater).milliseconds).toBeLessThan(91_000);
  });

  it.each([
    ['our key is refused', { status: 401, body: refusal('AUTHENTICATION_ERROR', 'no') }],
    ['Linear fails', { status: 500, body: 'oops' }],
    ['Linear fails in words', { body: refusal('INTERNAL_SERVER_ERROR', 'oops') }],
    ['the answer is no JSON', { body: '<html>' }],
    ['the answer is empty', { body: {} }],
  ])('is tried again when %s', async (_why, reply) => {
    server.answer(reply);
    const failure = await failureOf();
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(DeadDelivery);
    expect(String(failure)).not.toContain('geheim');
  });

  it('is skipped without a key', async () => {
    const none = new LinearChannel(http, {});
    expect(none.status().configured).toBe(false);
    await expect(none.comment(COMMENT)).rejects.toThrow(SkipDelivery);
  });
});
