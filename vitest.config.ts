import { defineConfig } from 'vitest/config';

/** What behaves differently without Redis is tested without it too. */
const BOTH_PROFILES = [
  'test/correlation/**/*.e2e-spec.ts',
  'test/deliveries/**/*.e2e-spec.ts',
  'test/feed/**/*.e2e-spec.ts',
  'test/jobs/**/*.e2e-spec.ts',
  'test/outbox/**/*.e2e-spec.ts',
  'test/queue-board/**/*.e2e-spec.ts',
  'test/workflows/actions-run-exactly-once.e2e-spec.ts',
  'test/**/*smoke*.e2e-spec.ts',
  'test/ground/test-support.e2e-spec.ts',
];

/** Of those, what hears of Redis only through a port that others hold to its promises in both. */
const SAME_IN_BOTH = [
  'test/correlation/requests-carry-a-correlation.e2e-spec.ts',
  'test/deliveries/people-retry-and-skip.e2e-spec.ts',
  'test/deliveries/what-is-over-is-trimmed.e2e-spec.ts',
  'test/feed/access-policy.e2e-spec.ts',
  'test/feed/hopeless-cursors-get-a-reset.e2e-spec.ts',
  'test/feed/limits.e2e-spec.ts',
  'test/feed/long-poll.e2e-spec.ts',
  'test/feed/slow-clients-are-cut-and-resume.e2e-spec.ts',
  'test/outbox/poolers-are-noticed.e2e-spec.ts',
  'test/outbox/positions-are-dense-and-commit-safe.e2e-spec.ts',
  'test/outbox/standby-takes-over.e2e-spec.ts',
];

/** Asked for by hand, or for want of a Redis server: all of it in the embedded profile. */
const embeddedOnly = process.env.BACKSTORY_TEST_PROFILE === 'embedded';
const all = ['test/**/*.e2e-spec.ts'];

const onServers = {
  // Each file has databases and applications of its own; what they import is imported once a worker,
  // which is half of the time that a file takes.
  isolate: false,
  globalSetup: ['test/support/global-setup.ts'],
  setupFiles: ['test/support/flush-redis.ts'],
  testTimeout: 30_000,
  hookTimeout: 60_000,
  env: { BACKSTORY_TEST_PROFILE: 'redis' },
};
const embeddedFiles = embeddedOnly
  ? { include: all }
  : { include: BOTH_PROFILES, exclude: SAME_IN_BOTH };
const embedded = { ...onServers, env: { BACKSTORY_TEST_PROFILE: 'embedded' } };

export default defineConfig({
  test: {
    maxWorkers: 2,
    teardownTimeout: 30_000,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{src,test,scripts,web/src}/**/*.spec.ts'],
          isolate: false,
          testTimeout: 15_000,
        },
      },
      ...(embeddedOnly ? [] : [{ test: { name: 'e2e', include: all, ...onServers } }]),
      { test: { name: 'embedded', ...embeddedFiles, ...embedded } },
    ],
  },
});
