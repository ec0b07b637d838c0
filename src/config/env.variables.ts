import { z } from 'zod';
import { envVariable } from './env-variable.js';
import {
  addressRanges,
  commaList,
  credentialList,
  deploymentName,
  postgresUrl,
  redisUrl,
  roleList,
  secretList,
  smtpUrl,
  wholeNumber,
} from './env.schemas.js';

/** Every variable that the server and the CLI read, by the property of `Env` that it becomes. */
export const ENV_VARIABLES = {
  nodeEnv: envVariable({
    name: 'NODE_ENV',
    schema: z.enum(['development', 'production', 'test']).default('development'),
    fallback: 'development',
    description: 'What kind of process this is; in production the log is JSON.',
    remedy: 'Use development, production or test.',
  }),
  port: envVariable({
    name: 'PORT',
    schema: wholeNumber(0, 65_535).default(3000),
    fallback: '3000',
    description: 'TCP port of the HTTP server; 0 takes any free one.',
    remedy: 'Use a port number, for example 3000.',
  }),
  host: envVariable({
    name: 'BACKSTORY_HOST',
    schema: z.string().min(1).optional(),
    fallback: 'all interfaces',
    description: 'Address the HTTP server binds to.',
    remedy: 'Use an address of this machine, for example 127.0.0.1.',
  }),
  publicUrl: envVariable({
    name: 'BACKSTORY_PUBLIC_URL',
    schema: z.url({ protocol: /^https?$/ }).optional(),
    fallback: '`http://localhost:<PORT>`',
    description:
      'The address people reach the server by; used in links, cookies and origin checks.',
    remedy: 'Use an absolute http(s) URL, for example https://backstory.example.com.',
  }),
  databaseUrl: envVariable({
    name: 'DATABASE_URL',
    schema: postgresUrl(),
    fallback: 'required by the built server; `npm start` runs an embedded PostgreSQL',
    description: 'The PostgreSQL database (14 or later) that holds everything.',
    remedy: 'Set it to postgres://user:password@host:5432/database, or use `npm start`.',
  }),
  databaseDirectUrl: envVariable({
    name: 'DATABASE_DIRECT_URL',
    schema: postgresUrl().optional(),
    fallback: '`DATABASE_URL`',
    description:
      'The same database past a transaction pooler: for relay, LISTEN, queues in it and `migrate`.',
    remedy:
      'Set it to the server itself, postgres://user:password@host:5432/database, or leave it unset.',
  }),
  redisUrl: envVariable({
    name: 'REDIS_URL',
    schema: redisUrl().optional(),
    fallback: 'none: queues and live feed run on PostgreSQL',
    description: 'The Redis or Valkey server for queues and the live feed.',
    remedy: 'Use redis://host:6379, rediss://… for TLS or unix:///path, or leave it unset.',
  }),
  redisPrefix: envVariable({
    name: 'BACKSTORY_REDIS_PREFIX',
    schema: z
      .string()
      .regex(/^[A-Za-z0-9_{}-]{1,64}$/, 'is not a plain word')
      .default('{backstory}'),
    fallback: '`{backstory}`',
    description: 'First part of every queue key in Redis; the braces keep it in one cluster slot.',
    remedy: 'Use 1 to 64 letters, digits, braces, dashes or underscores.',
  }),
  roles: envVariable({
    name: 'BACKSTORY_ROLES',
    schema: roleList().default(['web', 'worker', 'relay', 'scheduler']),
    fallback: '`web,worker,relay,scheduler`',
    description: 'What this process does; every process answers health and metrics.',
    remedy: 'List one or more of web, worker, relay, scheduler, separated by commas.',
  }),
  dataDirectory: envVariable({
    name: 'BACKSTORY_DATA',
    schema: z.string().min(1).default('.backstory'),
    fallback: '`.backstory`',
    description: 'Folder for state and secrets that are not in the database.',
    remedy: 'Use a folder that the server may write to.',
  }),
  databasePoolSize: envVariable({
    name: 'BACKSTORY_DATABASE_POOL',
    schema: wholeNumber(2, 500).default(10),
    fallback: '10',
    description:
      'Most database connections of one process, its queues apart; a worker has 20 more for deliveries.',
    remedy: 'Use a whole number from 2 to 500, below max_connections of the server.',
  }),
  statementTimeout: envVariable({
    name: 'BACKSTORY_STATEMENT_TIMEOUT',
    schema: wholeNumber(0, 3_600_000).default(30_000),
    fallback: '30000',
    description: 'Milliseconds one SQL statement may take; 0 for no limit.',
    remedy: 'Use a whole number of milliseconds.',
  }),
  lockTimeout: envVariable({
    name: 'BACKSTORY_LOCK_TIMEOUT',
    schema: wholeNumber(0, 3_600_000).default(5_000),
    fallback: '5000',
    description: 'Milliseconds one SQL statement may wait for a lock; 0 for no limit.',
    remedy: 'Use a whole number of milliseconds.',
  }),
  preparedStatements: envVariable({
    name: 'BACKSTORY_PREPARE',
    schema: z.enum(['on', 'off']).default('on'),
    fallback: 'on',
    description:
      '`off` behind a pooler that does not follow prepared statements (PgBouncer does from 1.21 on).',
    remedy: 'Use on or off.',
  }),
  keepDays: envVariable({
    name: 'BACKSTORY_KEEP_DAYS',
    schema: wholeNumber(1, 36_500).default(90),
    fallback: '90',
    description: 'Days that read notifications and received webhooks of GitHub are kept.',
    remedy: 'Use a whole number of days, 1 or more.',
  }),
  logFormat: envVariable({
    name: 'BACKSTORY_LOG_FORMAT',
    schema: z.enum(['auto', 'json', 'pretty']).default('auto'),
    fallback: 'auto: json in production or without a terminal',
    description: 'How log lines look.',
    remedy: 'Use auto, json or pretty.',
  }),
  logLevel: envVariable({
    name: 'BACKSTORY_LOG_LEVEL',
    schema: z.enum(['debug', 'log', 'warn', 'error']).default('log'),
    fallback: 'log',
    description: 'The least severe log lines that are written.',
    remedy: 'Use debug, log, warn or error.',
  }),
  trustedProxies: envVariable({
    name: 'BACKSTORY_TRUSTED_PROXIES',
    schema: commaList().default([]),
    fallback: 'none',
    description: 'Proxies whose X-Forwarded-* headers count: addresses, CIDR ranges or `loopback`.',
    remedy: 'List addresses or ranges separated by commas, for example 10.0.0.0/8,loopback.',
  }),
  smtpUrl: envVariable({
    name: 'BACKSTORY_SMTP_URL',
    schema: smtpUrl().optional(),
    fallback: 'none: no e-mail is sent; `npm start` catches it on a page of its own',
    description: 'The mail server that sends e-mail.',
    remedy: 'Use smtp://user:password@host:587, or smtps:// for TLS from the start.',
  }),
  mailFrom: envVariable({
    name: 'BACKSTORY_MAIL_FROM',
    schema: z
      .string()
      .max(300)
      .regex(/^[^\p{Cc}]*@[^\p{Cc}]+$/u, 'is not a sender')
      .optional(),
    fallback: 'none: no e-mail is sent',
    description: 'In whose name e-mail is sent.',
    remedy: 'Use an address, or a name with one: Backstory <backstory@example.com>.',
  }),
  slackWebhookUrl: envVariable({
    name: 'BACKSTORY_SLACK_WEBHOOK_URL',
    schema: z.url({ protocol: /^https?$/, error: 'is not a URL' }).optional(),
    fallback: 'none: nothing is posted to Slack',
    description: 'The incoming webhook of the Slack channel to post to; a secret.',
    remedy: 'Copy the whole URL from Slack, https://hooks.slack.com/services/….',
  }),
  linearApiKey: envVariable({
    name: 'BACKSTORY_LINEAR_API_KEY',
    schema: z
      .string()
      .regex(/^[\x21-\x7e]{1,300}$/, 'is not a key')
      .optional(),
    fallback: 'none: nothing is written to Linear',
    description: 'The API key that comments on issues in Linear are written with; a secret.',
    remedy: 'Make a personal API key in Linear’s settings and copy it.',
  }),
  linearUrl: envVariable({
    name: 'BACKSTORY_LINEAR_URL',
    schema: z
      .url({ protocol: /^https?$/, error: 'is not a URL' })
      .default('https://api.linear.app/graphql'),
    fallback: '`https://api.linear.app/graphql`',
    description: 'Where Linear’s GraphQL API is.',
    remedy: 'Leave it unset, or use the https:// URL of something that speaks like Linear.',
  }),
  outboundAllow: envVariable({
    name: 'BACKSTORY_OUTBOUND_ALLOW',
    schema: addressRanges().default([]),
    fallback: 'none: only public addresses, by https',
    description:
      'Private addresses or CIDR ranges that webhooks and channels may call, also by http.',
    remedy: 'List addresses or ranges separated by commas, for example 10.1.0.0/16,127.0.0.1.',
  }),
  correlationPeers: envVariable({
    name: 'BACKSTORY_CORRELATION_PEERS',
    schema: commaList().default([]),
    fallback: 'anybody',
    description: 'The only callers whose X-Correlation-Id is taken over: addresses or CIDR ranges.',
    remedy: 'List addresses or ranges separated by commas, or leave it unset.',
  }),
  secretKeys: envVariable({
    name: 'BACKSTORY_SECRET_KEY',
    schema: secretList(32).default([]),
    fallback: 'one of its own in `BACKSTORY_DATA`',
    description:
      'Seals the secrets of webhooks in the database; while you change it, the new and the old one.',
    remedy: 'Use 32 characters or more without a comma, for example from: openssl rand -hex 32.',
  }),
  githubSecrets: envVariable({
    name: 'BACKSTORY_GITHUB_SECRET',
    schema: secretList(16).default([]),
    fallback: 'none: webhooks of GitHub are refused',
    description:
      'The secret of your webhooks on GitHub; while you change it, the new and the old one.',
    remedy: 'Use 16 characters or more without a comma, for example from: openssl rand -hex 32.',
  }),
  syncName: envVariable({
    name: 'BACKSTORY_SYNC_NAME',
    schema: deploymentName().default('backstory'),
    fallback: '`backstory`',
    description: 'What this deployment is called in messages to another.',
    remedy: 'Use a short name, for example central.',
  }),
  syncPeer: envVariable({
    name: 'BACKSTORY_SYNC_PEER',
    schema: deploymentName().optional(),
    fallback: 'none: posts and comments stay here',
    description: 'The deployment that posts and comments are kept together with.',
    remedy: 'Use its name over there, for example facade.',
  }),
  syncUrl: envVariable({
    name: 'BACKSTORY_SYNC_URL',
    schema: z.url({ protocol: /^https?$/, error: 'is not a URL' }).optional(),
    fallback: 'none: the peer opens the connections',
    description: 'Where the peer is; who has it opens the connections, and wins conflicts.',
    remedy: 'Use an absolute http(s) URL without /messages.json, on one of the two sides.',
  }),
  syncCredentials: envVariable({
    name: 'BACKSTORY_SYNC_CREDENTIALS',
    schema: credentialList().default([]),
    fallback: 'none: needed with a peer',
    description:
      'What both sides sign in with, as user:password; while you change it, the new and the old one.',
    remedy: 'Use a user and a password of 8 characters or more, without a comma.',
  }),
  syncMode: envVariable({
    name: 'BACKSTORY_SYNC_MODE',
    schema: z.enum(['communicator', 'backstory']).default('communicator'),
    fallback: '`communicator`',
    description:
      'What the peer is: `communicator` for the Ruby gem, `backstory` for another of this.',
    remedy: 'Use communicator or backstory.',
  }),
  syncDialect: envVariable({
    name: 'BACKSTORY_SYNC_DIALECT',
    schema: z.enum(['released', 'mapping']).default('released'),
    fallback: '`released`',
    description:
      'Ids of records: `released` has one for both sides, with `mapping` both make records.',
    remedy: 'Use released or mapping, the same on both sides.',
  }),
  syncInterval: envVariable({
    name: 'BACKSTORY_SYNC_INTERVAL',
    schema: wholeNumber(1, 86_400).default(60),
    fallback: '60',
    description: 'Seconds between two exchanges.',
    remedy: 'Use a whole number of seconds.',
  }),
} as const;
