import { textOf } from './git/exact-text.js';
import type { GitObjects } from './git/git-objects.js';
import type { Candidate } from './import-plan.js';

/** Larger files are no articles. */
export const LARGEST_FILE = 1024 * 1024;
const LARGEST_BATCH = 4 * LARGEST_FILE;
const MOST_FILES = 500;

/** A candidate that turned out to be text. */
export interface TextFile extends Candidate {
  readonly body: string;
}

/** Some candidates, judged; so few that they fit into memory and into one statement. */
export interface JudgedFiles {
  readonly texts: readonly TextFile[];
  readonly binary: readonly Candidate[];
  readonly huge: readonly Candidate[];
}

/** Reads the candidates in batches. Binary is what holds a NUL byte, anywhere. */
export async function* judgeFiles(
  objects: GitObjects,
  candidates: readonly Candidate[],
): AsyncGenerator<JudgedFiles> {
  const sizes = await objects.sizes(candidates.map((candidate) => candidate.blob));
  const isHuge = (_: Candidate, index: number) => sizes[index]! > LARGEST_FILE;
  const huge = candidates.filter(isHuge);
  if (huge.length > 0) {
    yield { texts: [], binary: [], huge };
  }
  let batch: Candidate[] = [];
  let bytes = 0;
  for (const [index, candidate] of candidates.entries()) {
    const size = sizes[index]!;
    if (size > LARGEST_FILE) {
      continue;
    }
    if (batch.length === MOST_FILES || bytes + size > LARGEST_BATCH) {
      yield await readBatch(objects, batch);
      batch = [];
      bytes = 0;
    }
    batch.push(candidate);
    bytes += size;
  }
  if (batch.length > 0) {
    yield await readBatch(objects, batch);
  }
}

async function readBatch(objects: GitObjects, batch: readonly Candidate[]): Promise<JudgedFiles> {
  const contents = await objects.contents(batch.map((candidate) => candidate.blob));
  const texts: TextFile[] = [];
  const binary: Candidate[] = [];
  for (const [index, candidate] of batch.entries()) {
    const content = contents[index]!;
    if (content.includes(0)) {
      binary.push(candidate);
    } else {
      texts.push({ ...candidate, body: textOf(content) });
    }
  }
  return { texts, binary, huge: [] };
}
