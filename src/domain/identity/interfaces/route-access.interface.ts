import type { Access } from '../../../http/access/access.interface.js';

/** Access of all routes at and below a path, for controllers that cannot carry the decorators. */
export interface RouteAccess {
  /** Upper case; every method when left out. */
  readonly method?: string;
  /** For example `/audit`; covers `/audit` and `/audit/versions/:id`, not `/auditors`. */
  readonly path: string;
  readonly access: Access;
}
