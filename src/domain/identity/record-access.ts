import { allows } from '../../http/access/allows.util.js';
import type { AuthenticatedRequest } from '../../http/access/authenticated-request.interface.js';

/** Records about people and their keys; their history is for admins. */
const ADMIN_ONLY = new Set(['User', 'ApiToken']);

interface Item {
  readonly itemType: string;
}

/**
 * Who may see and change the past of a record: the answer that identity gives to the audit and feed
 * modules, which know no roles.
 */
export const recordAccess = {
  /** Viewers read the history of the blog, admins also that of users and tokens. */
  canRead({ principal }: AuthenticatedRequest, { itemType }: Item): boolean {
    return principal !== undefined && allows(principal, 'viewer') && mayTouch(principal, itemType);
  },

  /** Operators revert, restore and undo; what touches users and tokens is for admins. */
  canAct({ principal }: AuthenticatedRequest, _action: string, { itemType }: Item): boolean {
    return (
      principal !== undefined && allows(principal, 'operator') && mayTouch(principal, itemType)
    );
  },
};

function mayTouch(
  principal: NonNullable<AuthenticatedRequest['principal']>,
  itemType: string,
): boolean {
  return !ADMIN_ONLY.has(itemType) || allows(principal, 'admin');
}
