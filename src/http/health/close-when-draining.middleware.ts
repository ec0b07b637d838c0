import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { HealthRegistry } from './health.registry.js';

/**
 * While the process stops, what still comes in over open connections is answered, not refused, and
 * the connection closed after it: whoever asks again is taken to another process.
 */
export function closeWhenDraining(health: HealthRegistry): RequestHandler {
  return (_request: Request, response: Response, next: NextFunction) => {
    if (health.isDraining) {
      response.setHeader('Connection', 'close');
    }
    next();
  };
}
