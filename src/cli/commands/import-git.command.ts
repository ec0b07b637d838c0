import { DataSource } from 'typeorm';
import { GitImporter, GitRepository, ImportRegistry } from '../../domain/blog/index.js';
import { UsersService } from '../../domain/identity/index.js';
import { type CliCommand, type CliInput, UsageError } from '../cli-command.js';
import { importOwner } from '../git-import/import-owner.js';
import { importSummary } from '../git-import/import-summary.js';
import { ProgressBar } from '../progress/progress-bar.js';
import { stopSignal } from '../stop-signal.js';
import { withDomains } from '../with-domains.js';

/** `backstory import-git`: replays the history of a repository into the blog and its audit trail. */
export const importGitCommand: CliCommand = {
  name: 'import-git',
  summary: 'Replays a git repository: commits become correlations, text files posts.',
  usage: '<path> [--branch b] [--limit n] [--as name]',
  options: {
    branch: { type: 'string', help: 'What to import; left out, what HEAD names.' },
    limit: { type: 'string', help: 'Import only the oldest n commits that are not imported yet.' },
    as: { type: 'string', help: 'Name of the import; another name is another copy.' },
  },
  maxArgs: 1,
  async run(input) {
    const settings = settingsOf(input);
    const repository = await GitRepository.open(settings.path, input.env);
    const tip = await repository.tip(settings.branch);
    await withDomains(input, 'import-git', async (app) => {
      const dataSource = app.get(DataSource);
      const record = await new ImportRegistry(dataSource).open(repository, tip, {
        name: settings.name,
        ownerOf: importOwner(app.get(UsersService)),
      });
      const due = Math.min(tip.commits - record.commits, settings.limit ?? Infinity);
      input.print(
        `${repository.location}, branch ${tip.branch}: ${tip.commits} commits, ` +
          `${record.commits} imported before as "${record.name}".`,
      );
      const progress = new ProgressBar(process.stderr, { unit: 'commits', total: due });
      const { signal, dispose } = stopSignal();
      const began = Date.now();
      const result = await new GitImporter(dataSource, repository)
        .run(record, tip, {
          limit: settings.limit,
          signal,
          onProgress: ({ commits, created, updated, destroyed }) =>
            progress.show(commits, `${created + updated + destroyed} versions`),
        })
        .finally(dispose);
      progress.end();
      input.print(importSummary(result, Date.now() - began));
      if (signal.aborted) {
        throw new Error('Interrupted. Run the same command again: it goes on where it stopped.');
      }
    });
  },
};

interface Settings {
  readonly path: string;
  readonly branch: string | undefined;
  readonly limit: number | undefined;
  readonly name: string | undefined;
}

function settingsOf({ args, options }: CliInput): Settings {
  const [path] = args;
  if (path === undefined) {
    throw new UsageError('Which repository? Name its folder.');
  }
  const { branch, limit, as: name } = options as Record<string, string | undefined>;
  if (limit !== undefined && !/^[1-9]\d{0,8}$/.test(limit)) {
    throw new UsageError(`--limit ${limit} is no number of commits.`);
  }
  if (name !== undefined && !/^[a-z0-9][a-z0-9._-]{0,49}$/.test(name)) {
    throw new UsageError(
      `--as ${name} is no name: use up to 50 lower-case letters, digits, dots, dashes.`,
    );
  }
  return { path, branch, limit: limit === undefined ? undefined : Number(limit), name };
}
