import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { PATIENT_ENV } from '../support/patient-env.js';
import { signIn, type SignedIn } from '../support/sign-in.js';

interface User {
  id: string;
  name: string;
}

const resign = (who: SignedIn) => who.client.patch(`/users/${who.user.id}`, { role: 'viewer' });

describe('users', () => {
  let test: TestApp;
  let admin: SignedIn;

  beforeAll(async () => {
    test = await createTestApp({ env: PATIENT_ENV });
    admin = await signIn(test, 'admin');
  });

  afterAll(() => test.close());

  const add = (name: string, role = 'member') =>
    admin.client.post<User>('/users', { name, display_name: name, role });

  it('are made by admins, who leave their name in the history', async () => {
    const answer = await add('nina');

    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ name: 'nina', role: 'member', active: true });
    const [version] = await test.dataSource.query(
      "SELECT event, whodunnit, actor_type FROM backstory.versions WHERE item_type = 'User' AND item_id = $1",
      [answer.body.id],
    );
    expect(version).toEqual({ event: 'create', whodunnit: admin.user.name, actor_type: 'user' });
  });

  it('have names of their own, also when twenty requests want the same one', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => add('otto')));

    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(19);
  });

  it('keep their name', async () => {
    const { body } = await add('pia');

    const answer = await admin.client.patch<{ errors: { field: string }[] }>(`/users/${body.id}`, {
      name: 'other',
    });

    expect(answer.status).toBe(400);
  });

  it.each([
    [{ name: 'Upper', display_name: 'x', role: 'member' }, 'name'],
    [{ name: 'x'.repeat(64), display_name: 'x', role: 'member' }, 'name'],
    [{ name: 'ok', display_name: '', role: 'member' }, 'display_name'],
    [{ name: 'ok', display_name: 'x', role: 'root' }, 'role'],
    [{ name: 'ok', display_name: 'x', role: 'member', password: 'short' }, 'password'],
    [{ name: 'ok', display_name: 'x', role: 'member', active: 'yes' }, 'active'],
  ])('refuse %o', async (body, field) => {
    const answer = await admin.client.post<{ errors: { field: string }[] }>('/users', body);

    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((error) => error.field).join()).toContain(field);
  });

  it('are listed in pages', async () => {
    for (let count = 0; count < 5; count++) {
      await add(`page-${count}`);
    }
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: { body: { items: User[]; next: string | null } } = await admin.client.get(
        `/users?limit=3${next && `&after=${next}`}`,
      );
      seen.push(...page.body.items.map((user) => user.name));
      next = page.body.next;
    }

    const rows = await test.dataSource.query('SELECT name FROM users ORDER BY id DESC');
    expect(seen).toEqual(rows.map((row: User) => row.name));
  });

  it.each(['0', '999999999', '9223372036854775808', '-1', 'x', '1%00', '1e3'])(
    'that do not exist are not found: %s',
    async (id) => {
      const answer = await admin.client.patch(`/users/${id}`, { role: 'viewer' });

      expect([400, 404]).toContain(answer.status);
    },
  );

  it('never lose their last admin, also when two resign at the same time', async () => {
    const second = await signIn(test, 'admin');

    const answers = await Promise.all([resign(admin), resign(second)]);

    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const [{ count }] = await test.dataSource.query(
      "SELECT count(*)::int FROM users WHERE role = 'admin' AND active",
    );
    expect(count).toBe(1);
  });
});
