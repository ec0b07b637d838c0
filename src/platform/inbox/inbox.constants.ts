/** Metadata of a class that `@Inbox` decorates. */
export const INBOX = 'backstory:inbox:inbox';

/** Metadata of a method that `@On` or `@OnAny` decorates. */
export const HANDLES = 'backstory:inbox:handles';
