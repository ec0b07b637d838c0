import { type FileChange, isFile } from './git/file-change.js';
import { addSkipped, type Skipped } from './skipped.js';

/** The posts of an import that exist, by path. */
export type LivePosts = Map<string, string>;

/** A file whose content has to be read before it is known what becomes of its post. */
export interface Candidate {
  readonly path: string;
  readonly blob: string;
  /** Where its post was until now. */
  readonly oldPath: string;
  /** Its post; undefined where it has none yet. */
  readonly postId: string | undefined;
}

/** A post that only moves. */
export interface Move {
  readonly postId: string;
  readonly oldPath: string;
  readonly path: string;
}

/** What a commit means for posts, as far as can be said without reading contents. */
export interface ImportPlan {
  readonly destroyed: readonly string[];
  readonly moved: readonly Move[];
  readonly candidates: readonly Candidate[];
  readonly skipped: Skipped;
}

/** Plans one commit; its changes and the live posts are both as of its first parent. */
export function planImport(changes: readonly FileChange[], live: LivePosts): ImportPlan {
  const destroyed: string[] = [];
  const moved: Move[] = [];
  const candidates: Candidate[] = [];
  let skipped = addSkipped({}, {});
  for (const { oldPath, path, before, after } of changes) {
    const postId = live.get(oldPath);
    const sameContent = before.blob === after.blob;
    if (!isFile(after)) {
      skipped = addSkipped(skipped, refused(after.mode));
      if (postId !== undefined) {
        destroyed.push(oldPath);
      }
    } else if (postId !== undefined && sameContent && path === oldPath) {
      skipped = addSkipped(skipped, { modes: 1 });
    } else if (postId !== undefined && sameContent) {
      moved.push({ postId, oldPath, path });
    } else {
      candidates.push({ path, blob: after.blob, oldPath, postId });
    }
  }
  return { destroyed, moved, candidates, skipped };
}

function refused(mode: string): Partial<Skipped> {
  switch (mode) {
    case '120000':
      return { links: 1 };
    case '160000':
      return { submodules: 1 };
    default:
      return {};
  }
}
