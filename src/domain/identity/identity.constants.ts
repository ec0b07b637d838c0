/** What every API token begins with, so that secret scanners recognise a leaked one. */
export const TOKEN_PREFIX = 'bks_';

/** Cookie of the browser session; over https browsers tie the `__Host-` form to this host alone. */
export const SESSION_COOKIE = 'backstory_session';
export const SECURE_SESSION_COOKIE = '__Host-backstory_session';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A session unused this long has ended. */
export const SESSION_IDLE = 7 * DAY;

/** Every session ends this long after its start, used or not. */
export const SESSION_LIFETIME = 30 * DAY;

/** How far "last seen" and "last used" may lag behind, to spare a write per request. */
export const SEEN_RESOLUTION = MINUTE;

/** A one-time link works this long. */
export const SIGN_IN_LINK_LIFETIME = 15 * MINUTE;

/** Passwords that may be tried in one window: for one account, and from one address. */
export const LOGIN_WINDOW_SECONDS = 15 * 60;
export const LOGIN_TRIES_PER_ACCOUNT = 10;
export const LOGIN_TRIES_PER_ADDRESS = 50;
