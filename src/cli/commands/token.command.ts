import {
  ApiTokensService,
  createTokenSchema,
  type User,
  UsersService,
} from '../../domain/identity/index.js';
import { SCOPES } from '../../http/access/access.constants.js';
import type { Principal } from '../../http/access/principal.interface.js';
import { type CliCommand, UsageError } from '../cli-command.js';
import { withDomains } from '../with-domains.js';

/** `backstory token`: prints an API token, so that a shell needs no browser to begin. */
export const tokenCommand: CliCommand = {
  name: 'token',
  summary: 'Prints a new API token of a user; it is stored as a hash and shown only now.',
  usage: '--user name [--scopes read,write] [--label text] [--days 30]',
  options: {
    user: { type: 'string', help: 'Whose token: it may do what the user may, within its scopes.' },
    scopes: { type: 'string', default: 'read', help: 'Any of read, write, operate, admin.' },
    label: { type: 'string', default: 'shell', help: 'What the user sees it listed as.' },
    days: { type: 'string', default: '30', help: 'Days until it expires, 365 at most.' },
  },
  async run(input) {
    const { user: name, scopes, label, days } = input.options;
    if (typeof name !== 'string') {
      throw new UsageError('--user is missing: whose token is it?');
    }
    const request = createTokenSchema.safeParse({
      name: label,
      scopes: String(scopes).split(','),
      expires_in_days: Number(days),
    });
    if (!request.success) {
      const problems = request.error.issues.map(
        (issue) => `${issue.path.join('.')}: ${issue.message}`,
      );
      throw new UsageError(problems.join('\n'));
    }
    await withDomains(input, 'token', async (app) => {
      const owner = principalOf(await app.get(UsersService).byName(name));
      const { secret } = await app.get(ApiTokensService).create(owner, request.data);
      input.print(secret);
    });
  },
};

function principalOf(user: User): Principal {
  const { id, name, displayName, role } = user;
  return { id, name, displayName, role, scopes: SCOPES, via: 'session' };
}
