import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../src/http/access/access.constants.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { routesOf, type ServedRoute } from '../support/routes-of.js';
import { signIn } from '../support/sign-in.js';

/** Who may use what, in the words of the design; the code's own tables are not asked. */
const EXPECTED: readonly [method: string, path: RegExp, least: Role | 'anybody'][] = [
  ['GET', /^\/health\/(live|ready)$/, 'anybody'],
  ['POST', /^\/session$/, 'anybody'],
  ['GET', /^\/sign-in$/, 'anybody'],
  ['HEAD', /^\/sign-in$/, 'anybody'],
  ['POST', /^\/integrations\/github$/, 'anybody'],
  ['GET', /^\/metrics$/, 'operator'],
  ['*', /^\/api\/docs/, 'viewer'],
  ['*', /^\/session$/, 'viewer'],
  ['*', /^\/users(\/:id)?$/, 'admin'],
  ['GET', /^\/people$/, 'member'],
  ['*', /^\/tokens(\/:id)?$/, 'viewer'],
  ['GET', /^\/(posts|comments)(\/|$)/, 'viewer'],
  ['*', /^\/(posts|comments)\/:id\/restore$/, 'operator'],
  ['*', /^\/(posts|comments)(\/|$)/, 'member'],
  ['GET', /^\/(projects|issues|issue-comments)(\/|$)/, 'viewer'],
  ['*', /^\/(issues|issue-comments)\/:id\/(view|subscription)$/, 'viewer'],
  ['*', /^\/issues\/:id\/(lock|pin|transfer)$/, 'operator'],
  ['POST', /^\/projects\/:\w+\/(issues|labels)$/, 'member'],
  ['*', /^\/(projects|labels|milestones)(\/|$)/, 'operator'],
  ['*', /^\/(issues|issue-comments)\//, 'member'],
  ['GET', /^\/(products|invoices|invoice-items)(\/|$)/, 'viewer'],
  ['*', /^\/products(\/|$)/, 'operator'],
  ['*', /^\/invoices\/:id\/(pay|void)$/, 'operator'],
  ['*', /^\/(invoices|invoice-items)(\/|$)/, 'member'],
  ['GET', /^\/audit\//, 'viewer'],
  ['POST', /^\/audit\//, 'operator'],
  ['GET', /^\/workflows(\/|$)/, 'viewer'],
  ['*', /^\/workflows(\/|$)/, 'operator'],
  ['GET', /^\/correlations\/:id$/, 'viewer'],
  ['*', /^\/admin\/queues(\/|$)/, 'admin'],
  ['GET', /^\/capture\//, 'viewer'],
  ['POST', /^\/capture\//, 'operator'],
  ['GET', /^\/deliveries(\/|$)/, 'viewer'],
  ['POST', /^\/deliveries\//, 'operator'],
  ['GET', /^\/feed\//, 'viewer'],
  ['*', /^\/notifications(\/|$)/, 'viewer'],
  ['GET', /^\/channels$/, 'operator'],
  ['*', /^\/webhooks(\/|$)/, 'operator'],
  ['*', /^\/sync\//, 'operator'],
];

function expected({ method, path }: ServedRoute): Role | 'anybody' | undefined {
  return EXPECTED.find(
    ([wanted, pattern]) => (wanted === '*' || wanted === method) && pattern.test(path),
  )?.[2];
}

const isSignOut = ({ method, path }: ServedRoute) => method === 'DELETE' && path === '/session';

describe('every route of the router', () => {
  let test: TestApp;
  let routes: ServedRoute[];

  beforeAll(async () => {
    test = await createTestApp();
    // Signing out comes last: it ends the sessions that the walk needs.
    routes = routesOf(test.app).toSorted(
      (a, b) => Number(isSignOut(a)) - Number(isSignOut(b)) || a.path.localeCompare(b.path),
    );
  });

  afterAll(() => test.close());

  /** Only the answer's head: some of the routes stream for ever. */
  async function statusOf(route: ServedRoute, cookie?: string): Promise<number> {
    const stop = new AbortController();
    const path = route.path.replaceAll(/\{[^}]*\}/g, '').replaceAll(/:[^/]+/g, '0');
    const query = path === '/feed/events' ? '?wait=0' : '';
    const response = await fetch(test.url + path + query, {
      method: route.method,
      headers: { ...(cookie && { cookie }), 'content-type': 'application/json' },
      redirect: 'manual',
      signal: stop.signal,
      ...(['GET', 'HEAD', 'DELETE'].includes(route.method) ? {} : { body: '{}' }),
    });
    stop.abort();
    return response.status;
  }

  it('has a policy that this test knows', () => {
    const unknown = routes.filter((route) => expected(route) === undefined);

    expect(unknown, 'decide who may use them, here and in the code').toEqual([]);
    expect(routes.length).toBeGreaterThan(20);
  });

  it('asks strangers to sign in, but for the few that are public', async () => {
    for (const route of routes) {
      const status = await statusOf(route);

      if (expected(route) === 'anybody') {
        expect([401, 403], `${route.method} ${route.path}`).not.toContain(status);
      } else {
        expect(status, `${route.method} ${route.path}`).toBe(401);
      }
    }
  });

  it.each(ROLES)('lets a %s do what that role may, and nothing above it', async (role) => {
    const { cookie } = await signIn(test, role);

    for (const route of routes) {
      const least = expected(route);
      const status = await statusOf(route, cookie);

      const what = `${route.method} ${route.path} as ${role} answered ${status}`;
      if (least === 'anybody' || ROLES.indexOf(role) >= ROLES.indexOf(least as Role)) {
        expect([401, 403], what).not.toContain(status);
        expect(status, what).toBeLessThan(500);
      } else {
        expect(status, what).toBe(403);
      }
    }
  });
});
