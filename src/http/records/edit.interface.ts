import type { Principal } from '../access/principal.interface.js';

/** A write's author, and the ETag they saw. */
export interface Edit {
  readonly editor: Principal;
  readonly ifMatch?: string | undefined;
}
