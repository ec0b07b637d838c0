/** Metadata keys of the decorators. */
export const PUBLISHED_METADATA = 'backstory:sync:published';
export const RECEIVES_METADATA = 'backstory:sync:receives';

/** Where messages are exchanged, as the gem has it. */
export const MESSAGES_PATH = '/messages.json';

/** By this header, on requests and answers, two Backstories know each other. */
export const CAPABILITY_HEADER = 'backstory-sync';
export const CAPABILITIES = '1';

/** `source` of versions that a message made. */
export const SYNC_SOURCE = 'sync';

/** The name of the subscriber that turns versions into messages. */
export const SYNC_SUBSCRIBER = 'sync';
