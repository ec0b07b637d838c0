import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import type { Env } from './config/env.js';
import { configureHttp } from './http/configure-http.js';
import { createLogger } from './http/logging/create-logger.js';

/** Builds the whole application, ready to listen; the server and the tests both start here. */
export async function createApplication(
  env: Env,
  logger = createLogger(env),
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(env), {
    bodyParser: false,
    abortOnError: false,
    logger,
  });
  configureHttp(app, env);
  return app;
}
