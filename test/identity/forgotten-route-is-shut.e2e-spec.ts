import type { AddressInfo } from 'node:net';
import { Controller, Get, type INestApplication, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppModule } from '../../src/app.module.js';
import { readEnv } from '../../src/config/env.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { signIn } from '../support/sign-in.js';
import { TestClient } from '../support/test-client.js';

@Controller('forgotten')
class ForgottenController {
  @Get()
  read(): string {
    return 'secret';
  }

  @Post()
  write(): string {
    return 'done';
  }
}

@Controller('auditors')
class NearMissController {
  @Get()
  read(): string {
    return 'secret';
  }
}

@Module({})
class HostModule {}

describe('a route whose author forgot to say who may use it', () => {
  let database: TestDatabase;
  let app: INestApplication;
  let url: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    const env = readEnv({ DATABASE_URL: database.url, BACKSTORY_ROLES: 'web' });
    const root = {
      module: HostModule,
      imports: [AppModule.forRoot(env)],
      controllers: [ForgottenController, NearMissController],
    };
    app = await NestFactory.create(root, { logger: false, abortOnError: false });
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  it('is shut for strangers and for admins', async () => {
    const { client: admin } = await signIn({ app: app as never, url }, 'admin');

    for (const path of ['/forgotten', '/auditors']) {
      expect((await new TestClient(url).get(path)).status).toBe(401);
      expect((await admin.get(path)).status).toBe(403);
    }
    const answer = await admin.post<{ code: string; detail: string }>('/forgotten');
    expect(answer.status).toBe(403);
    expect(answer.body.detail).toContain('declares no access');
  });
});
