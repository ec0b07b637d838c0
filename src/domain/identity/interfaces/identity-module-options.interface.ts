import type { RouteAccess } from './route-access.interface.js';

/** What the composition root tells identity. */
export interface IdentityModuleOptions {
  /** Where people reach the server; sign-in links begin with it. */
  readonly publicUrl: string;
  /** Access of routes whose controllers know no roles: those of the platform. */
  readonly routes: readonly RouteAccess[];
}
