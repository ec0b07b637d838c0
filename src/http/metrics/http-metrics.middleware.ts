import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { Histogram, type Registry } from 'prom-client';

/** Seconds; a live stream lasts for hours and is counted by the feed instead. */
const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Measures every request by its route, never by its path: ids would make endless series. */
export function httpMetrics(registry: Registry): RequestHandler {
  const duration = new Histogram({
    name: 'backstory_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });
  return (request: Request, response: Response, next: NextFunction) => {
    const stop = duration.startTimer();
    response.once('close', () => {
      stop({ method: request.method, route: routeOf(request), status: response.statusCode });
    });
    next();
  };
}

function routeOf(request: Request): string {
  const route = request.route as { readonly path?: unknown } | undefined;
  return typeof route?.path === 'string' ? route.path : 'none';
}
