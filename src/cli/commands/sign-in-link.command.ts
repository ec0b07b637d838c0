import type { INestApplicationContext } from '@nestjs/common';
import { publicUrl } from '../../config/public-url.js';
import {
  SignInLinksService,
  signInUrl,
  type User,
  UsersService,
} from '../../domain/identity/index.js';
import type { CliCommand } from '../cli-command.js';
import { withDomains } from '../with-domains.js';

/** `backstory sign-in-link`: prints a one-time way in. */
export const signInLinkCommand: CliCommand = {
  name: 'sign-in-link',
  summary: 'Prints a link that signs a user in, once, within 15 minutes.',
  usage: '[--user name]',
  options: {
    user: { type: 'string', help: 'Whom to sign in; left out, the first admin.' },
  },
  async run(input) {
    const name = input.options.user as string | undefined;
    await withDomains(input, 'sign-in-link', async (app, env) => {
      const user = await (name === undefined
        ? firstAdmin(app)
        : app.get(UsersService).byName(name));
      if (!user.active) {
        throw new Error(
          `${user.name} is inactive. Run "users set ${user.name} --active yes" first.`,
        );
      }
      const secret = await app.get(SignInLinksService).issue(user.id);
      input.print(signInUrl(publicUrl(env), secret));
    });
  },
};

/** A new installation has nobody who could make the first user: the shell's owner may. */
async function firstAdmin(app: INestApplicationContext): Promise<User> {
  const users = app.get(UsersService);
  const admin = await users.firstAdmin();
  return admin ?? users.create({ name: 'admin', display_name: 'Administrator', role: 'admin' });
}
