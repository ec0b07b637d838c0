import { CreateOutbox1767225600000 } from './migrations/1767225600000-create-outbox.js';

/** The outbox module's migrations, in order; list them in the data source before the application's own. */
export const OUTBOX_MIGRATIONS = [CreateOutbox1767225600000];
