import { type CommitChanges, isFile, type TreeEntry } from '../git/file-change.js';
import type { GitObjects } from '../git/git-objects.js';
import { LARGEST_FILE } from '../readable-files.js';

/** What became of a path: the blob it holds now, null when no text is left there. */
export type PathChanges = Map<string, string | null>;

/**
 * The text files of one commit after the other, from git alone and without its rename detection:
 * what the trail is held against.
 */
export class FileStates {
  private readonly blobs = new Map<string, string>();

  constructor(private readonly objects: GitObjects) {}

  get size(): number {
    return this.blobs.size;
  }

  blobAt(path: string): string | undefined {
    return this.blobs.get(path);
  }

  /** Goes on to the next commit; answers the paths whose text it changed. */
  async advance({ changes }: CommitChanges): Promise<PathChanges> {
    const changed: PathChanges = new Map();
    for (const { path, after } of changes) {
      const before = this.blobs.get(path);
      const now = before === after.blob || (await this.isText(after)) ? after.blob : undefined;
      const blob = isFile(after) ? now : undefined;
      if (blob === before) {
        continue;
      }
      changed.set(path, blob ?? null);
      if (blob === undefined) {
        this.blobs.delete(path);
      } else {
        this.blobs.set(path, blob);
      }
    }
    return changed;
  }

  /** Whether a file of a tree becomes a post. */
  async isText(entry: TreeEntry): Promise<boolean> {
    if (!isFile(entry)) {
      return false;
    }
    const [size = Infinity] = await this.objects.sizes([entry.blob]);
    if (size > LARGEST_FILE) {
      return false;
    }
    const [content] = await this.objects.contents([entry.blob]);
    return content?.includes(0) === false;
  }
}
