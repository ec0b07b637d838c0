import { ArchiveFile, ArchiveImporter, ArchiveStream } from '../../domain/issues/index.js';
import { type CliCommand, UsageError } from '../cli-command.js';
import { importArchive } from '../github-import/import-archive.js';
import { withDomains } from '../with-domains.js';

/** `backstory import-github-events`: replays what an archive of GitHub's events tells of issues. */
export const importGithubEventsCommand: CliCommand = {
  name: 'import-github-events',
  summary: 'Replays the issues in an archive of GitHub events (gharchive.org), at their own times.',
  usage: '<file.jsonl[.gz] | ->',
  options: {},
  maxArgs: 1,
  async run(input) {
    const [file] = input.args;
    if (file === undefined) {
      throw new UsageError('Which archive? Name a file, or - for standard input.');
    }
    const source = file === '-' ? new ArchiveStream(process.stdin) : await ArchiveFile.open(file);
    await withDomains(input, 'import-github-events', (app) =>
      importArchive(app.get(ArchiveImporter), source, input),
    );
  },
};
