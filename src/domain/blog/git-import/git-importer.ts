import type { DataSource, EntityManager } from 'typeorm';
import { runInNewContext } from '../../../platform/correlation/index.js';
import { HistoryRewrittenError, ImportOvertakenError } from './git-import.errors.js';
import type { GitImport } from './git-import.entity.js';
import { exclusively } from './exclusively.js';
import { type Commit, parseCommit } from './git/commit.js';
import type { CommitChanges } from './git/file-change.js';
import type { GitObjects } from './git/git-objects.js';
import type { GitRepository, Tip } from './git/git-repository.js';
import { type LivePosts, planImport } from './import-plan.js';
import { PostWriter } from './post-writer.js';
import { judgeFiles } from './readable-files.js';
import { addSkipped, type Skipped } from './skipped.js';

/** Counts since the import was started. */
export interface ImportProgress {
  readonly commits: number;
  readonly created: number;
  readonly updated: number;
  readonly destroyed: number;
}

/** What one run did. */
export interface ImportResult extends ImportProgress {
  readonly skipped: Skipped;
  /** Files that are posts now. */
  readonly files: number;
}

/** How far to go, and whom to tell. */
export interface ImportOptions {
  /** Most commits to import now, from the oldest that is not imported. @defaultValue all */
  readonly limit?: number | undefined;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Stops after the commit that is being written. */
  readonly signal?: AbortSignal;
}

const ADVANCE = `
  UPDATE git_imports SET last_commit = $2, commits = commits + 1, skipped = $3, updated_at = now()
  WHERE id = $1 AND last_commit IS NOT DISTINCT FROM $4 RETURNING id`;

/**
 * Does not wait for the disk at each commit. A server that loses power forgets the last moments, how
 * far the import got included: the next run repeats them.
 */
const FAST_COMMIT = 'SET LOCAL synchronous_commit TO off';

/** Replays a branch: each commit is one correlation and one transaction. */
export class GitImporter {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: GitRepository,
  ) {}

  /** @throws HistoryRewrittenError when the import's last commit is not on the way to the tip */
  async run(record: GitImport, tip: Tip, options: ImportOptions = {}): Promise<ImportResult> {
    return exclusively(this.dataSource, record, () => this.replay(record, tip, options));
  }

  private async replay(record: GitImport, tip: Tip, options: ImportOptions): Promise<ImportResult> {
    const { repository } = this;
    const live = await this.livePosts(record);
    const counts = { commits: 0, created: 0, updated: 0, destroyed: 0 };
    let skipped = addSkipped({}, {});
    const commits = this.newCommits(record, tip, options.limit);
    const objects = repository.objects();
    try {
      for await (const changed of repository.changes(commits, { renames: true })) {
        const done = await this.importCommit({ record, live, objects }, changed);
        record.lastCommit = changed.sha;
        record.skipped = addSkipped(record.skipped, done.skipped);
        skipped = addSkipped(skipped, done.skipped);
        counts.commits += 1;
        counts.created += done.created;
        counts.updated += done.updated;
        counts.destroyed += done.destroyed;
        options.onProgress?.(counts);
        if (options.signal?.aborted) {
          break;
        }
      }
    } finally {
      objects.close();
    }
    return { ...counts, skipped, files: live.size };
  }

  private async livePosts({ id }: GitImport): Promise<LivePosts> {
    const rows = await this.dataSource.query<{ path: string; id: string }[]>(
      'SELECT path, post_id::text AS id FROM git_import_files WHERE import_id = $1',
      [id],
    );
    return new Map(rows.map((row) => [row.path, row.id]));
  }

  /** The commits after the last imported one, which must be on the way. */
  private async *newCommits(
    { lastCommit, name }: GitImport,
    tip: Tip,
    limit = Infinity,
  ): AsyncGenerator<string> {
    let reached = lastCommit === null;
    let count = 0;
    for await (const sha of this.repository.commits(tip.commit)) {
      if (reached && count === limit) {
        return;
      }
      if (reached) {
        count += 1;
        yield sha;
      }
      reached ||= sha === lastCommit;
    }
    if (!reached) {
      throw new HistoryRewrittenError(name, tip.branch, lastCommit);
    }
  }

  private async importCommit(
    target: { readonly record: GitImport; readonly live: LivePosts; readonly objects: GitObjects },
    changed: CommitChanges,
  ): Promise<ImportProgress & { readonly skipped: Skipped }> {
    const { record, live, objects } = target;
    const [object] = await objects.contents([changed.sha]);
    const commit = parseCommit(changed.sha, object!);
    return runInNewContext(contextOf(commit, record), async () => {
      let skipped = addSkipped({}, {});
      const writer = await this.dataSource.transaction(async (manager) => {
        await manager.query(FAST_COMMIT);
        const posts = new PostWriter(manager, target, commit.authoredAt);
        skipped = await this.writeCommit(posts, objects, planImport(changed.changes, live));
        await this.advance(manager, record, { commit, skipped });
        return posts;
      });
      writer.applyTo(live);
      return { commits: 1, ...writer.written, skipped };
    });
  }

  private async writeCommit(
    posts: PostWriter,
    objects: GitObjects,
    plan: ReturnType<typeof planImport>,
  ): Promise<Skipped> {
    let { skipped } = plan;
    await posts.destroy(plan.destroyed);
    await posts.write(plan.moved.map((move) => ({ ...move, body: null })));
    for await (const { texts, binary, huge } of judgeFiles(objects, plan.candidates)) {
      const refused = [...binary, ...huge].filter((file) => file.postId !== undefined);
      await posts.destroy(refused.map((file) => file.oldPath));
      await posts.write(texts);
      skipped = addSkipped(skipped, { binary: binary.length, huge: huge.length });
    }
    return skipped;
  }

  /** Moves the import on, in the transaction of the posts; of two at once, one finds it moved. */
  private async advance(
    manager: EntityManager,
    record: GitImport,
    { commit, skipped }: { readonly commit: Commit; readonly skipped: Skipped },
  ): Promise<void> {
    const total = JSON.stringify(addSkipped(record.skipped, skipped));
    const parameters = [record.id, commit.sha, total, record.lastCommit];
    const [rows] = await manager.query<[unknown[]]>(ADVANCE, parameters);
    if (rows.length === 0) {
      throw new ImportOvertakenError(record.name);
    }
  }
}

function contextOf(commit: Commit, { name, branch }: GitImport) {
  return {
    correlationId: `git:${commit.sha}`,
    actor: { id: commit.author, type: 'git' },
    source: 'replay',
    occurredAt: commit.authoredAt,
    meta: { commit: commit.sha, repository: name, branch },
    ...(commit.message !== '' && { reason: commit.message }),
  };
}
