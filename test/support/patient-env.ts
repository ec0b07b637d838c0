/**
 * For tests whose many writers queue for one row: a connection for each, and time to wait. With the
 * usual settings a busy machine answers some of them 503, which is right and not what they test.
 */
export const PATIENT_ENV = {
  BACKSTORY_DATABASE_POOL: '30',
  BACKSTORY_LOCK_TIMEOUT: '25000',
} as const;
