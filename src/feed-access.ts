import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { type Authenticator, recordAccess } from './domain/identity/index.js';
import type { AuthenticatedRequest } from './http/access/authenticated-request.interface.js';
import { NOTIFICATION_ITEM } from './platform/channels/index.js';
import type { FeedAccessPolicy, FeedViewer } from './platform/feed/index.js';

interface AppViewer extends FeedViewer {
  readonly request: AuthenticatedRequest;
}

/** The feed shows what the history shows, for as long as the session or token is good. */
export function feedAccess(authenticator: Authenticator): FeedAccessPolicy<AppViewer> {
  return {
    viewer(incoming) {
      const request = incoming as AuthenticatedRequest;
      const { id = 'nobody', role = '', scopes = [] } = request.principal ?? {};
      return {
        principal: id,
        visibility: `${role}:${[...scopes].sort().join(',')}`,
        grant: grantOf(request),
        request,
      };
    },
    canRead({ principal, request }, { itemType }) {
      // Decided for a class of viewers; the recipient below narrows it to the one person.
      const itemId = itemType === NOTIFICATION_ITEM ? principal : undefined;
      return recordAccess.canRead(request, { itemType, itemId });
    },
    recipient: ({ itemType, itemId }) => (itemType === NOTIFICATION_ITEM ? itemId : undefined),
    async stillValid({ request }) {
      const now = await authenticator.identify(request);
      const { principal } = request;
      return now?.id === principal?.id && now?.role === principal?.role;
    },
  };
}

/** Names the session or token that a stream was opened with, without keeping its secret about. */
function grantOf(request: Request): string {
  const secret = request.get('authorization') ?? request.get('cookie') ?? '';
  return createHash('sha256').update(secret).digest('base64');
}
