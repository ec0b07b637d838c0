import { DataSource } from 'typeorm';
import {
  ImportRegistry,
  NotImportedError,
  TrailDiffersError,
  TrailVerifier,
} from '../../domain/blog/index.js';
import { AuditService } from '../../platform/audit/index.js';
import { ProgressBar } from '../progress/progress-bar.js';
import type { ImportSource } from './import-settings.interface.js';

/** Holds the trail against git and says how they compare. @throws TrailDiffersError when they differ */
export async function verifyAndReport(source: ImportSource): Promise<void> {
  const { app, repository, tip, settings, print } = source;
  const registry = new ImportRegistry(app.get(DataSource));
  const record = await registry.find(repository, tip, settings.name);
  if (!record) {
    throw new NotImportedError(repository.location, tip.branch);
  }
  const progress = new ProgressBar(process.stderr, { unit: 'commits', total: record.commits });
  const began = Date.now();
  const found = await new TrailVerifier(repository, app.get(AuditService))
    .run(record, (commits) => progress.show(commits, 'compared'))
    .finally(() => progress.end());
  for (const example of found.examples) {
    print(example);
  }
  print(
    `Verified ${found.commits} commits, ${found.versions} versions of ${found.posts} posts, ` +
      `${found.files} text files at the end, in ${((Date.now() - began) / 1000).toFixed(1)} s: ` +
      `${found.differences} differences.`,
  );
  if (found.differences > 0) {
    throw new TrailDiffersError(found.differences);
  }
}
