import type { Role } from '../../http/access/access.constants.js';
import { allows } from '../../http/access/allows.util.js';
import type { AuthenticatedRequest } from '../../http/access/authenticated-request.interface.js';

/** Records about people and their keys. */
const ACCOUNTS = new Set(['User', 'ApiToken']);

/** Where events are sent, as under /webhooks: an address may be a secret in itself. */
const WEBHOOKS = new Set(['Webhook', 'WebhookSecret']);

/** What somebody was told; the item's id is the person's. */
const NOTIFICATION = 'Notification';

interface Item {
  readonly itemType: string;
  readonly itemId?: string;
}

/**
 * Who may see and change the past of a record: the answer that identity gives to the audit and feed
 * modules, which know no roles.
 */
export const recordAccess = {
  /**
   * Viewers read the history of the records, operators also that of webhooks, admins also that of
   * users and tokens; notifications are read by the person they are for.
   */
  canRead({ principal }: AuthenticatedRequest, { itemType, itemId }: Item): boolean {
    if (principal === undefined) return false;
    if (itemType === NOTIFICATION && itemId !== principal.id) return false;
    return allows(principal, readerOf(itemType));
  },

  /**
   * Operators revert, restore and undo. Nobody does so with accounts: it would bring a revoked token
   * back to life, or leave no admin, without the rules that /users and /tokens keep.
   */
  canAct({ principal }: AuthenticatedRequest, _action: string, { itemType }: Item): boolean {
    return principal !== undefined && !ACCOUNTS.has(itemType) && allows(principal, 'operator');
  },
};

function readerOf(itemType: string): Role {
  if (ACCOUNTS.has(itemType)) return 'admin';
  return WEBHOOKS.has(itemType) ? 'operator' : 'viewer';
}
