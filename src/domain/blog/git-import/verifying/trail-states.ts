import { createHash } from 'node:crypto';
import type { AuditService, VersionRecord } from '../../../../platform/audit/index.js';
import type { GitImport } from '../git-import.entity.js';
import type { Commit } from '../git/commit.js';
import { bytesOf } from '../git/exact-text.js';
import type { PathChanges } from './file-states.js';

const ITEM_TYPE = 'Post';
/** Versions carry whole files: few at a time bound the memory. */
const PAGE = 20;

/** The posts of an import after one commit and the next, from the audit trail alone. */
export class TrailStates {
  /** Versions of each post seen so far. */
  readonly versions = new Map<string, number>();
  private readonly paths = new Map<string, string>();

  constructor(
    private readonly audit: AuditService,
    private readonly record: GitImport,
  ) {}

  /** Goes on to the next commit; answers the paths it changed, and what is odd about its versions. */
  async advance(commit: Commit): Promise<{ changed: PathChanges; oddities: string[] }> {
    const left: PathChanges = new Map();
    const arrived: PathChanges = new Map();
    const oddities: string[] = [];
    const seen = new Set<string>();
    for await (const version of this.versionsOf({ correlationId: `git:${commit.sha}` })) {
      const { itemId } = version;
      const before = this.paths.get(itemId);
      const after = await this.stateAt(version);
      oddities.push(...odditiesOf(version, commit, seen.has(itemId)));
      seen.add(itemId);
      this.versions.set(itemId, (this.versions.get(itemId) ?? 0) + 1);
      if (before !== undefined && before !== after?.path) {
        left.set(before, null);
      }
      if (after) {
        arrived.set(after.path, after.blob);
        this.paths.set(itemId, after.path);
      } else {
        this.paths.delete(itemId);
      }
    }
    return { changed: new Map([...left, ...arrived]), oddities };
  }

  /** How many versions the import left in a post's whole history. */
  async countHistory(itemId: string): Promise<number> {
    let count = 0;
    for await (const version of this.versionsOf({ itemId })) {
      count += version.itemId === itemId ? 1 : 0;
    }
    return count;
  }

  private async *versionsOf(query: {
    correlationId?: string;
    itemId?: string;
  }): AsyncGenerator<VersionRecord> {
    let after: string | undefined;
    do {
      const page = await this.audit.versions({
        ...query,
        itemType: ITEM_TYPE,
        limit: PAGE,
        ...(after !== undefined && { after }),
      });
      yield* page.items.filter((version) => this.isOurs(version));
      after = page.next ?? undefined;
    } while (after !== undefined);
  }

  /** A fork shares commits with its origin, and people edit posts: those are other versions. */
  private isOurs({ meta }: VersionRecord): boolean {
    return meta?.['repository'] === this.record.name && meta['branch'] === this.record.branch;
  }

  private async stateAt(version: VersionRecord): Promise<{ path: string; blob: string } | null> {
    const found = await this.audit.for(ITEM_TYPE, version.itemId).at({ version: version.id });
    if (!found?.state) {
      return null;
    }
    const body = bytesOf(String(found.state['body']));
    return { path: String(found.state['title']), blob: blobHash(body, this.record.rootCommit) };
  }
}

/** What git calls these bytes; equal hashes mean equal bytes. */
function blobHash(bytes: Buffer, example: string): string {
  const hash = createHash(example.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

function odditiesOf(version: VersionRecord, commit: Commit, again: boolean): string[] {
  const name = `version ${version.id}`;
  const at = new Date(version.createdAt).toISOString();
  return [
    ...(again ? [`${name} is a second one of post ${version.itemId}`] : []),
    ...(version.whodunnit === commit.author ? [] : [`${name} names ${version.whodunnit}`]),
    ...((version.reason ?? '') === commit.message ? [] : [`${name} has another reason`]),
    ...(at === commit.authoredAt ? [] : [`${name} happened at ${at}`]),
  ];
}
