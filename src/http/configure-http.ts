import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Env } from '../config/env.js';
import { correlationMiddleware } from '../platform/correlation/index.js';

/** Puts the HTTP shell around the application; the order of the middleware is its meaning. */
export function configureHttp(app: NestExpressApplication, env: Env): void {
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', env.trustedProxies.length > 0 ? env.trustedProxies : false);
  app.use(correlationMiddleware({ trustedPeers: env.correlationPeers }));
  app.useBodyParser('json', { limit: '256kb' });
}
