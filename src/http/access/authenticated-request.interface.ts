import type { Request } from 'express';
import type { Principal } from './principal.interface.js';

/** A request as handlers see it once the guard has run. */
export interface AuthenticatedRequest extends Request {
  principal?: Principal;
}
