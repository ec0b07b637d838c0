import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import type { Env } from '../config/env.js';
import { MESSAGES_PATH, MessagesEndpoint } from '../platform/sync/index.js';

/**
 * Puts the messages of other deployments in front of everything that answers in its own words: a Ruby
 * client takes most of those for success. A process without the role `web` sends it away unharmed.
 */
export function mountMessages(app: NestExpressApplication, env: Env): void {
  if (env.syncPeer === undefined) return;
  const endpoint = app.get(MessagesEndpoint);
  const isServed = env.roles.includes('web');
  app.use(MESSAGES_PATH, (request: Request, response: Response, next: NextFunction) => {
    if (request.path !== '/') return next();
    if (isServed) return void endpoint.handle(request, response);
    request.resume();
    response.status(503).setHeader('Retry-After', '60').type('text/html').send('Ask the web role.');
  });
}
