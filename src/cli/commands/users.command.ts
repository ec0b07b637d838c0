import {
  createUserSchema,
  updateUserSchema,
  type User,
  UsersService,
} from '../../domain/identity/index.js';
import { type CliCommand, type CliInput, UsageError } from '../cli-command.js';
import { withDomains } from '../with-domains.js';

/** `backstory users`: lists, adds and changes the people who can sign in. */
export const usersCommand: CliCommand = {
  name: 'users',
  summary: 'Lists users; adds one, or changes role, name, e-mail and whether they may sign in.',
  usage: '[add <name> | set <name>] [--role r] [--display-name n] [--email e] [--active yes|no]',
  options: {
    role: { type: 'string', help: 'viewer, member, operator or admin.' },
    'display-name': { type: 'string', help: 'The name people see.' },
    email: { type: 'string', help: 'Where they are written to, or none.' },
    active: { type: 'string', help: 'yes or no: whether the user may sign in.' },
  },
  maxArgs: 2,
  async run(input) {
    const [verb = 'list', name] = input.args;
    const work = { list, add, set }[verb];
    if (!work || (verb === 'list') !== (name === undefined)) {
      throw new UsageError(`"users ${input.args.join(' ')}" cannot be understood.`);
    }
    await withDomains(input, 'users', (app) => work(app.get(UsersService), input, name ?? ''));
  },
};

async function list(users: UsersService, { print }: CliInput): Promise<void> {
  let after: string | undefined;
  do {
    const page = await users.list({ limit: 200, ...(after !== undefined && { after }) });
    for (const user of page.items) {
      print(lineOf(user));
    }
    after = page.next ?? undefined;
  } while (after !== undefined);
}

async function add(users: UsersService, input: CliInput, name: string): Promise<void> {
  const { display_name = name, role = 'member', email = null } = given(input);
  const user = createUserSchema.safeParse({ name, display_name, role, email });
  if (!user.success) {
    throw new UsageError(complaint(user.error.issues));
  }
  input.print(lineOf(await users.create(user.data)));
}

async function set(users: UsersService, input: CliInput, name: string): Promise<void> {
  const changes = updateUserSchema.safeParse(given(input));
  if (!changes.success) {
    throw new UsageError(complaint(changes.error.issues));
  }
  const user = await users.byName(name);
  input.print(lineOf(await users.update(user.id, changes.data)));
}

function given({ options }: CliInput): Record<string, unknown> {
  const active = { yes: true, no: false }[String(options.active)] ?? options.active;
  const email = options.email === 'none' ? null : options.email;
  const entries = { role: options.role, display_name: options['display-name'], email, active };
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}

function complaint(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  return issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
}

function lineOf(user: User): string {
  return [user.name.padEnd(20), user.role.padEnd(9), user.active ? 'active' : 'inactive']
    .concat(user.displayName)
    .join('  ');
}
