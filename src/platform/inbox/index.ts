export { Inbox } from './decorators/inbox.decorator.js';
export { On, OnAny } from './decorators/on.decorator.js';
export type { HandlerDecorator } from './decorators/on.decorator.js';
export { InboxDeclarationError, InboxError, UnknownInboxError } from './inbox.errors.js';
export { EventReplays } from './replay/event-replays.js';
export type { EventReplay, ReplayProgress } from './replay/event-replays.js';
export { InboxModule } from './inbox.module.js';
export type { InboxContext, InboxHooks, InboxOptions } from './interfaces/inbox.interface.js';
