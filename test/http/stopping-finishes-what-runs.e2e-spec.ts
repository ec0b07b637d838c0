import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileProgram, type ChildProgram } from '../support/child-program.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { eventually } from '../support/eventually.js';
import { redisUrl } from '../support/test-redis.js';

const BODY = '{"name":"nobody","password":"wrong-password"}';

/** Sends a request except for the last bytes of its body. */
async function startRequest(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(
    'POST /session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n' +
      `Content-Length: ${BODY.length}\r\n\r\n${BODY.slice(0, 10)}`,
  );
  return socket;
}

/** It says so, or takes no new connection any more. */
async function isStopping(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`);
    return answer.status === 503;
  } catch {
    return true;
  }
}

describe('the server, told to stop', () => {
  let program: ChildProgram;
  let database: TestDatabase;

  beforeAll(async () => {
    [program, database] = await Promise.all([compileProgram('src/main.ts'), createTestDatabase()]);
  });

  afterAll(async () => {
    await database?.drop();
  });

  it('answers what has begun, and ends by the signal', async () => {
    const server = program.start({
      PORT: '0',
      DATABASE_URL: database.url,
      REDIS_URL: redisUrl() ?? '',
      BACKSTORY_LOG_FORMAT: 'json',
    });
    const port = Number(
      /:(\d+) as/.exec(await server.line((text) => text.includes('listening')))![1],
    );
    const running = await startRequest(port);
    const answered = once(running, 'data');

    server.process.kill('SIGTERM');
    await eventually(() => isStopping(port));
    running.write(BODY.slice(10));

    const [chunk] = (await answered) as [Buffer];
    expect(chunk.toString()).toMatch(/^HTTP\/1\.1 401 /);
    await server.exited;
    expect(server.process.signalCode ?? server.process.exitCode).toBe('SIGTERM');
  });

  it('says what is wrong with its settings and exits with 1', async () => {
    const server = program.start({ PORT: 'http', DATABASE_URL: '' });

    await server.exited;

    expect(server.process.exitCode).toBe(1);
  });
});
