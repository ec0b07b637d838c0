import type { Role, Scope } from './access.constants.js';

/** Who makes a request, and with what right; set by the global guard, never taken from input. */
export interface Principal {
  readonly id: string;
  /** The immutable handle: `whodunnit` of every version this request causes. */
  readonly name: string;
  readonly displayName: string;
  readonly role: Role;
  readonly scopes: readonly Scope[];
  readonly via: 'session' | 'token';
}
