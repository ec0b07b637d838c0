import { Controller, Module, type MessageEvent, Sse } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { map, type Observable, Subject as Stream } from 'rxjs';
import type { Subject } from './subject.js';

const events = new Stream<{ id: string; data: string }>();

@Controller()
class EventsController {
  /** String data, which is the cheaper way to use it. */
  @Sse('feed/stream')
  stream(): Observable<MessageEvent> {
    return events.pipe(map(({ id, data }) => ({ id, data })));
  }
}

@Module({ controllers: [EventsController] })
class NestSseBench {}

export async function startNestSse(): Promise<Subject> {
  const app = await NestFactory.create<NestExpressApplication>(NestSseBench, { logger: false });
  await app.init();
  let id = 0;
  return {
    server: app.getHttpServer(),
    publish: (data) => events.next({ id: String((id += 1)), data }),
  };
}
