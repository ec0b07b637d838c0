import type { CorrelationAccess } from './correlation-access.interface.js';

/** How requests get their correlation. */
export interface CorrelationModuleOptions {
  /**
   * The only callers whose `X-Correlation-Id` is taken over: addresses or CIDR ranges of the
   * socket's peer. Everybody else's id is replaced by a fresh one.
   * @defaultValue everybody's valid id is taken over
   */
  readonly trustedPeers?: readonly string[];
  /**
   * Mount the middleware on every route. Switch it off to mount `correlationMiddleware` yourself
   * before other middleware.
   * @defaultValue true
   */
  readonly mountMiddleware?: boolean;
  /**
   * Who may read what at `GET /correlations/:id`.
   * @defaultValue nobody: nodes about a record are left out
   */
  readonly accessPolicy?: CorrelationAccess;
}
