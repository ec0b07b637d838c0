/** Injection token of the `PubSub` port that relay, doorbell and feed share. */
export const PUB_SUB = Symbol('backstory:outbox:pub-sub');

/** PostgreSQL channel that asks the leading relay to look; any writer may ring it, payload empty. */
export const DOORBELL_CHANNEL = 'backstory_doorbell';

/** PostgreSQL channel of the embedded profile: one message per relay batch, payload `<from>-<to>`. */
export const FEED_CHANNEL = 'backstory_feed';

/** Redis channel with the meaning of `backstory_doorbell`. */
export const REDIS_DOORBELL_CHANNEL = 'backstory:doorbell';

/** First half of the session advisory lock that the leading relay holds: `bkst` as a number. */
export const RELAY_LOCK_SPACE = 1_651_209_076;

/**
 * First half of the session advisory lock that a sleeping relay holds: `bksl` as a number. The guard's
 * `session_context()` tries to share it, and rings when it cannot.
 */
export const RELAY_SLEEP_SPACE = 1_651_209_068;

/**
 * First half of the lock of whoever rings for all that write at the same time: `bksb` as a number. Only
 * the guard takes it, by number too.
 */
export const RELAY_BELL_SPACE = 1_651_209_058;

/** First half of the lock that writers share who left ringing to another: `bkss` as a number. */
export const RELAY_SPARED_SPACE = 1_651_209_075;
