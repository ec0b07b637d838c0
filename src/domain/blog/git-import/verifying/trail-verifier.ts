import type { AuditService } from '../../../../platform/audit/index.js';
import type { GitImport } from '../git-import.entity.js';
import { parseCommit } from '../git/commit.js';
import type { CommitChanges } from '../git/file-change.js';
import type { GitObjects } from '../git/git-objects.js';
import type { GitRepository } from '../git/git-repository.js';
import { Differences } from './differences.js';
import { FileStates } from './file-states.js';
import { TrailStates } from './trail-states.js';

/** What a verification looked at, and what differs. */
export interface Verification {
  readonly commits: number;
  readonly versions: number;
  readonly posts: number;
  /** Text files of the last imported commit. */
  readonly files: number;
  /** How many differences there are. */
  readonly differences: number;
  /** The first of them, in words. */
  readonly examples: readonly string[];
}

/**
 * Holds the audit trail of an import against git: after every commit, every text file must be what
 * its post's `at` says, and each post must have one version for each commit that touched it.
 */
export class TrailVerifier {
  constructor(
    private readonly repository: GitRepository,
    private readonly audit: AuditService,
  ) {}

  async run(
    record: GitImport,
    onProgress: (commits: number) => void = () => undefined,
  ): Promise<Verification> {
    const { lastCommit } = record;
    const differences = new Differences();
    const trail = new TrailStates(this.audit, record);
    const objects = this.repository.objects();
    const files = new FileStates(objects);
    let commits = 0;
    try {
      if (lastCommit !== null) {
        const line = this.repository.commits(lastCommit);
        for await (const changed of this.repository.changes(line, { renames: false })) {
          await this.compareCommit(changed, { objects, files, trail, differences });
          commits += 1;
          onProgress(commits);
        }
        await this.compareTree(lastCommit, files, differences);
        if (commits !== record.commits) {
          differences.add(`${record.commits} commits were imported, git has ${commits}`);
        }
      }
    } finally {
      objects.close();
    }
    const versions = await this.compareCounts(trail, differences);
    return {
      commits,
      versions,
      posts: trail.versions.size,
      files: files.size,
      differences: differences.count,
      examples: differences.first,
    };
  }

  private async compareCommit(
    changed: CommitChanges,
    sides: {
      readonly objects: GitObjects;
      readonly files: FileStates;
      readonly trail: TrailStates;
      readonly differences: Differences;
    },
  ): Promise<void> {
    const { objects, files, trail, differences } = sides;
    const { sha } = changed;
    const [object] = await objects.contents([sha]);
    const { changed: ours, oddities } = await trail.advance(parseCommit(sha, object!));
    differences.add(...oddities.map((oddity) => `${sha.slice(0, 12)}: ${oddity}`));
    differences.compare(sha, ours, await files.advance(changed));
  }

  /** The sum of all changes must be what git lists in one go. */
  private async compareTree(
    commit: string,
    files: FileStates,
    differences: Differences,
  ): Promise<void> {
    let texts = 0;
    for await (const file of this.repository.files(commit)) {
      const isText = await files.isText(file);
      texts += isText ? 1 : 0;
      if (isText && files.blobAt(file.path) !== file.blob) {
        differences.add(`${JSON.stringify(file.path)} of the last commit is not what it became`);
      }
    }
    if (texts !== files.size) {
      differences.add(`the last commit holds ${texts} text files, ${files.size} became of it`);
    }
  }

  /** A post's own history must hold the versions that its commits hold, and no more. */
  private async compareCounts(trail: TrailStates, differences: Differences): Promise<number> {
    let versions = 0;
    for (const [itemId, count] of trail.versions) {
      versions += count;
      const inHistory = await trail.countHistory(itemId);
      if (inHistory !== count) {
        differences.add(`post ${itemId} has ${inHistory} versions, ${count} commits touched it`);
      }
    }
    return versions;
  }
}
