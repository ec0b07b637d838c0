import type { Answer } from './test-client.js';

/** The session cookie that an answer sets, as `name=value`. */
export function sessionCookie(answer: Pick<Answer<unknown>, 'headers'>): string | undefined {
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]!);
  return cookies.find((cookie) => /^(__Host-)?backstory_session=./.test(cookie));
}
