/** The queue of the exchanges with other deployments. */
export const SYNC_QUEUE = 'backstory.sync';

/** The job that exchanges messages with every peer. */
export const COMMUNICATE = 'communicate';
