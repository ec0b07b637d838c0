import { allows } from '../../http/access/allows.util.js';
import type { AuthenticatedRequest } from '../../http/access/authenticated-request.interface.js';

/** Records about people and their keys. */
const ACCOUNTS = new Set(['User', 'ApiToken']);

interface Item {
  readonly itemType: string;
}

/**
 * Who may see and change the past of a record: the answer that identity gives to the audit and feed
 * modules, which know no roles.
 */
export const recordAccess = {
  /** Viewers read the history of blog and issues, admins also that of users and tokens. */
  canRead({ principal }: AuthenticatedRequest, { itemType }: Item): boolean {
    return (
      principal !== undefined && allows(principal, ACCOUNTS.has(itemType) ? 'admin' : 'viewer')
    );
  },

  /**
   * Operators revert, restore and undo. Nobody does so with accounts: it would bring a revoked token
   * back to life, or leave no admin, without the rules that /users and /tokens keep.
   */
  canAct({ principal }: AuthenticatedRequest, _action: string, { itemType }: Item): boolean {
    return principal !== undefined && !ACCOUNTS.has(itemType) && allows(principal, 'operator');
  },
};
