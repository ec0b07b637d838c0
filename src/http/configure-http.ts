import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { Registry } from 'prom-client';
import type { Env } from '../config/env.js';
import { publicUrl } from '../config/public-url.js';
import { correlationMiddleware } from '../platform/correlation/index.js';
import { consoleFolder } from './console/console-folder.js';
import { serveConsole } from './console/serve-console.js';
import { OpenApiDocument } from './docs/open-api.document.js';
import { closeWhenDraining } from './health/close-when-draining.middleware.js';
import { HealthRegistry } from './health/health.registry.js';
import { jsonBody } from './input/json-body.middleware.js';
import { JSON_LIMITS } from './input/json-limits.js';
import { rawBody } from './input/raw-body.middleware.js';
import { wellFormedUrl } from './input/well-formed-url.middleware.js';
import { requestLog } from './logging/request-log.middleware.js';
import { httpMetrics } from './metrics/http-metrics.middleware.js';
import { mountMessages } from '../sync/mount-messages.js';
import { answerClientErrors } from './security/client-errors.js';
import { operationOnly } from './security/operation-only.middleware.js';
import { sameSiteOnly } from './security/same-site.middleware.js';
import { securityHeaders } from './security/security-headers.js';

/** Milliseconds a client may take to send its headers, and its whole request. */
const HEADERS_TIMEOUT = 10_000;
const REQUEST_TIMEOUT = 30_000;

/** Puts the HTTP shell around the application; the order of the middleware is its meaning. */
export function configureHttp(app: NestExpressApplication, env: Env): void {
  const url = new URL(publicUrl(env));
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('trust proxy', env.trustedProxies.length > 0 ? env.trustedProxies : false);
  app.use(closeWhenDraining(app.get(HealthRegistry)));
  app.use(correlationMiddleware({ trustedPeers: env.correlationPeers }));
  app.use(requestLog);
  app.use(httpMetrics(app.get(Registry)));
  mountMessages(app, env);
  app.use(securityHeaders(url.protocol === 'https:'));
  app.use(neverCached);
  app.use(wellFormedUrl);
  app.use(sameSiteOnly(url.origin));
  if (env.roles.includes('web')) {
    app.use('/console', serveConsole(consoleFolder()));
    app.use(homeToConsole);
  } else {
    app.use(operationOnly);
  }
  app.use('/integrations', rawBody(JSON_LIMITS.signedBody));
  app.use(jsonBody);
  app.get(OpenApiDocument).describe(app);
  limitConnections(app);
}

function limitConnections(app: NestExpressApplication): void {
  const server = app.getHttpServer();
  server.headersTimeout = HEADERS_TIMEOUT;
  server.requestTimeout = REQUEST_TIMEOUT;
  answerClientErrors(server);
}

/** Answers depend on who asks; whoever serves something that does not says so itself. */
function neverCached(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}

function homeToConsole(request: Request, response: Response, next: NextFunction): void {
  if (request.path === '/' && (request.method === 'GET' || request.method === 'HEAD')) {
    response.redirect(302, '/console');
    return;
  }
  next();
}
