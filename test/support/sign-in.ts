import { SignInLinksService, type User, UsersService } from '../../src/domain/identity/index.js';
import type { Role } from '../../src/http/access/access.constants.js';
import type { TestApp } from './create-test-app.js';
import { TestClient } from './test-client.js';

/** Somebody who is signed in. */
export interface SignedIn {
  readonly user: User;
  readonly client: TestClient;
  /** The session cookie as `name=value`. */
  readonly cookie: string;
}

let people = 0;

/** Makes a user of this role and signs them in through a one-time link, as a browser would. */
export async function signIn(
  test: Pick<TestApp, 'app' | 'url'>,
  role: Role,
  name = `${role}-${++people}`,
): Promise<SignedIn> {
  const user = await test.app.get(UsersService).create({ name, display_name: name, role });
  const token = await test.app.get(SignInLinksService).issue(user.id);
  const answer = await new TestClient(test.url).get(`/sign-in?token=${token}`);
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  if (!cookie) {
    throw new Error(`signing in answered ${answer.status} without a cookie`);
  }
  return { user, cookie, client: new TestClient(test.url, { cookie }) };
}
