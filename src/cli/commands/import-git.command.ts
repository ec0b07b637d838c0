import type { INestApplicationContext } from '@nestjs/common';
import { GitRepository } from '../../domain/blog/index.js';
import { type CliCommand, type CliInput, UsageError } from '../cli-command.js';
import { importAndReport } from '../git-import/import-and-report.js';
import type { ImportSettings } from '../git-import/import-settings.interface.js';
import { verifyAndReport } from '../git-import/verify-and-report.js';
import { withDomains } from '../with-domains.js';

/** `backstory import-git`: replays the history of a repository into the blog and its audit trail. */
export const importGitCommand: CliCommand = {
  name: 'import-git',
  summary: 'Replays a git repository: commits become correlations, text files posts.',
  usage: '<path> [--branch b] [--limit n] [--as name] [--verify | --verify-only]',
  options: {
    branch: { type: 'string', help: 'What to import; left out, what HEAD names.' },
    limit: { type: 'string', help: 'Import only the oldest n commits that are not imported yet.' },
    as: { type: 'string', help: 'Name of the import; another name is another copy.' },
    verify: { type: 'boolean', default: false, help: 'Afterwards hold the trail against git.' },
    'verify-only': { type: 'boolean', default: false, help: 'Import nothing, verify.' },
  },
  maxArgs: 1,
  async run(input) {
    const settings = settingsOf(input);
    const repository = await GitRepository.open(settings.path, input.env);
    const tip = await repository.tip(settings.branch);
    await withDomains(input, 'import-git', async (app: INestApplicationContext) => {
      const source = { app, repository, tip, settings, print: input.print };
      if (!settings.verifyOnly) {
        await importAndReport(source);
      }
      if (settings.verify || settings.verifyOnly) {
        await verifyAndReport(source);
      }
    });
  },
};

function settingsOf({ args, options }: CliInput): ImportSettings {
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
  return {
    path,
    branch,
    limit: limit === undefined ? undefined : Number(limit),
    name,
    verify: options.verify === true,
    verifyOnly: options['verify-only'] === true,
  };
}
