import type { Role, Scope } from './access.constants.js';

/** Who may use a route. */
export type Access =
  | { readonly public: true }
  | { readonly public?: false; readonly role: Role; readonly scope?: Scope };
