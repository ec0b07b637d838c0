import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { domainProblem } from '../../src/http/problem/domain-problem.util.js';

/** Thrown at the start, by the CLI, or when we ourselves are at fault: a client never causes them. */
const NOT_FOR_CLIENTS = new RegExp(
  `^(${[
    'ENV_INVALID',
    'ISSUES_ARCHIVE_',
    'CHANNELS_(NOTIFICATION_LINK|OUTBOUND_TIMEOUT|SECRET_KEY_MISSING)',
    'CAPTURE_(DECLARATION|REPLAY_NAME|REPLAY_FILTER)',
    'DATABASE_(MIGRATIONS_PENDING|POOLER_REFUSES_SETTINGS)',
    'TRIGGERS_',
    'CORRELATION_DUPLICATE_SOURCE',
    'WORKFLOWS_ACTION_',
    'AUDIT_CONFIGURATION',
    'AUDIT_COMMIT_ROLLED_BACK',
    'EVENTS_DEFINITION',
    'EVENTS_TABLE_DRIFT',
    'OUTBOX_ANNOUNCEMENT_FAILED',
    'FEED_POLICY_FAILED',
    'DELIVERIES_(DUPLICATE_SUBSCRIBER|SUBSCRIBER_NAME|SUBSCRIBER_OPTIONS|UNKNOWN_SUBSCRIBER)',
    'DELIVERIES_(TIMEOUT|INTERRUPTED|SKIP|DEAD|RETRY_LATER)',
    'INBOX_DECLARATION',
    'SYNC_(DECLARATION|MESSAGE_REUSED|MESSAGE_UNAPPLIABLE)',
    'BLOG_(BRANCH|GIT|HISTORY|IMPORT|NOT_A_REPOSITORY|NOT_IMPORTED|REPOSITORY|TRAIL)_?',
  ].join('|')})`,
);

function errorCodes(): string[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.errors.ts'),
  );
  const source = files.map((name) => readFileSync(path.join('src', name), 'utf8')).join('\n');
  const codes = [...source.matchAll(/'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g)];
  return [...new Set(codes.map((match) => match[1]!))];
}

function thrown(code: string): Error {
  return Object.assign(new Error('what happened'), { code });
}

describe('the error codes', () => {
  const codes = errorCodes();

  it('are found in every module', () => {
    expect(new Set(codes.map((code) => code.split('_')[0])).size).toBeGreaterThan(6);
  });

  it.each(codes.filter((code) => !NOT_FOR_CLIENTS.test(code)))(
    '%s has a status of its own',
    (code) => {
      expect(domainProblem(thrown(code))).toMatchObject({ code, detail: 'what happened' });
    },
  );

  it.each(['ERR_MODULE_NOT_FOUND', 'ECONNREFUSED', 'MODULE', '42P01', 'lower_not_found'])(
    'that are not ours, such as %s, stay internal',
    (code) => {
      expect(domainProblem(thrown(code))).toBeUndefined();
    },
  );

  it('tell fields, waiting time and further members with them', () => {
    const error = Object.assign(thrown('X_LIMIT_REACHED'), {
      field: 'limit',
      remedy: 'Send less.',
      retryAfter: 3,
      details: { position: '7' },
    });

    expect(domainProblem(error)).toEqual({
      status: 429,
      code: 'X_LIMIT_REACHED',
      detail: 'what happened',
      errors: [{ field: 'limit', problem: 'what happened', remedy: 'Send less.' }],
      retryAfter: 3,
      extensions: { position: '7' },
    });
  });
});
