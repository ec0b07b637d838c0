import { applyDecorators, Injectable, SetMetadata } from '@nestjs/common';
import { INBOX } from '../inbox.constants.js';
import type { InboxOptions } from '../interfaces/inbox.interface.js';

/** What `@Inbox` keeps. */
export interface InboxMetadata {
  readonly name: string;
  readonly options: InboxOptions;
}

/**
 * Makes a provider an inbox: its `@On` methods are given the events that they name.
 * @param name unique and stable: it names the inbox's queue and its deliveries
 * @example
 * ```ts
 * @Inbox('digest', { ordered: 'aggregate' })
 * export class DigestInbox {
 *   @On(issueEvents, 'comment_added')
 *   async add(event: EventOf<typeof issueEvents, 'comment_added'>, { manager }: InboxContext) {
 *     await manager.insert(DigestLine, { issueId: event.aggregateId, text: event.extra.excerpt });
 *   }
 * }
 * ```
 * @publicApi
 */
export function Inbox(name: string, options: InboxOptions = {}): ClassDecorator {
  const metadata: InboxMetadata = { name, options };
  return applyDecorators(Injectable(), SetMetadata(INBOX, metadata));
}
