import type { User, UsersService } from '../../domain/identity/index.js';

/**
 * Finds or makes the user who owns an import's posts: one for each name, who can never sign in.
 * The people in a repository are not people of this installation; each version names them.
 */
export function importOwner(users: UsersService): (name: string) => Promise<string> {
  return async (name) => {
    const displayName = `Git import of ${name}`;
    for (let number = 1; ; number += 1) {
      const handle = number === 1 ? `git-${name}` : `git-${name}-${number}`;
      const user = await users.byName(handle).catch(() => undefined);
      if (!user) {
        return deactivate(
          users,
          await users.create({ name: handle, display_name: displayName, role: 'viewer' }),
        );
      }
      if (user.displayName === displayName && user.role === 'viewer') {
        return deactivate(users, user);
      }
    }
  };
}

async function deactivate(users: UsersService, user: User): Promise<string> {
  if (user.active) {
    await users.update(user.id, { active: false });
  }
  return user.id;
}
