// One server per process: `server.js backstory | nest-sse | better-sse`. Answers with its port.
import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { answer } from './answer.js';
import { startBackstory } from './backstory-server.js';
import { startBetterSse } from './better-sse-server.js';
import { startNestSse } from './nest-sse-server.js';
import { figures } from './server-figures.js';
import type { Subject } from './subject.js';

const SUBJECTS: Readonly<Record<string, () => Promise<Subject>>> = {
  backstory: startBackstory,
  'nest-sse': startNestSse,
  'better-sse': startBetterSse,
};

const start = SUBJECTS[process.argv[2] ?? ''];
if (!start) throw new Error(`no such server: ${process.argv[2]}`);
const { server, publish, open } = await start();
await new Promise<void>((resolve) => {
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, resolve);
});
const { port } = server.address() as AddressInfo;
answer({
  ...figures,
  port: () => port,
  publish: (json: never) => publish?.(json),
  open: () => open?.(),
});
