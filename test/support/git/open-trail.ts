import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../../src/database/data-source-options.js';
import { AuditService, type VersionRecord } from '../../../src/platform/audit/index.js';

/** The audit trail of a database, as a reader of its own sees it. */
export interface Trail {
  readonly audit: AuditService;
  readonly dataSource: DataSource;
  /** The versions of posts that a commit made, oldest first. */
  versionsOf(commit: string): Promise<VersionRecord[]>;
  close(): Promise<void>;
}

export async function openTrail(url: string): Promise<Trail> {
  const dataSource = new DataSource(dataSourceOptions({ url, poolSize: 4 }));
  await dataSource.initialize();
  const audit = new AuditService(dataSource);
  return {
    audit,
    dataSource,
    async versionsOf(commit) {
      const query = { itemType: 'Post', correlationId: `git:${commit}`, limit: 200 };
      return (await audit.versions(query)).items.toReversed();
    },
    close: () => dataSource.destroy(),
  };
}
