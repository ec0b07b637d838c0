import type { AuditAccessPolicy } from './audit-access-policy.interface.js';

/** Options of `AuditModule.forRoot`. */
export interface AuditModuleOptions {
  /**
   * Whether versions are written by the generated triggers, which see every change whoever makes
   * it. Off: by a TypeORM subscriber, for a database where no trigger may be installed.
   * @defaultValue true
   */
  readonly guard?: boolean;
  /** Called after each commit that may have written versions: ring whoever relays them. */
  readonly onCommit?: () => void;
  /** Who may read history and take it back over HTTP. @defaultValue nobody */
  readonly access?: AuditAccessPolicy;
}
