import { createServer } from 'node:http';
import { createChannel, createSession } from 'better-sse';
import type { Subject } from './subject.js';

export async function startBetterSse(): Promise<Subject> {
  const channel = createChannel();
  const server = createServer((request, response) => {
    void createSession(request, response, { serializer: String }).then((session) =>
      channel.register(session),
    );
  });
  let id = 0;
  await Promise.resolve();
  return {
    server,
    publish: (json) => {
      channel.broadcast(json, 'message', { eventId: String((id += 1)) });
    },
  };
}
