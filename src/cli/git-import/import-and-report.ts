import { DataSource } from 'typeorm';
import { GitImporter, ImportRegistry } from '../../domain/blog/index.js';
import { UsersService } from '../../domain/identity/index.js';
import { ProgressBar } from '../progress/progress-bar.js';
import { stopSignal } from '../stop-signal.js';
import { importOwner } from './import-owner.js';
import type { ImportSource } from './import-settings.interface.js';
import { importSummary } from './import-summary.js';

/** Imports what is new, with progress on standard error and a summary at the end. */
export async function importAndReport(source: ImportSource): Promise<void> {
  const { app, repository, tip, settings, print } = source;
  const dataSource = app.get(DataSource);
  const record = await new ImportRegistry(dataSource).open(repository, tip, {
    name: settings.name,
    ownerOf: importOwner(app.get(UsersService)),
  });
  print(
    `${repository.location}, branch ${tip.branch}: ${tip.commits} commits, ` +
      `${record.commits} imported before as "${record.name}".`,
  );
  const due = Math.min(tip.commits - record.commits, settings.limit ?? Infinity);
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
    .finally(() => {
      dispose();
      progress.end();
    });
  print(importSummary(result, Date.now() - began));
  if (signal.aborted) {
    throw new Error('Interrupted. Run the same command again: it goes on where it stopped.');
  }
}
