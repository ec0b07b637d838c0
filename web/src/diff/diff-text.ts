import { diffLines, diffWordsWithSpace } from 'diff';

/** A stretch of text that is the same, gone or new. */
export interface TextPart {
  kind: 'same' | 'old' | 'new';
  text: string;
}

/** What a very different pair of long texts may cost before it is shown side by side instead. */
const LIMITS = { timeout: 400, maxEditLength: 4_000 };
const LINES_FROM = 4;

export type TextDiff = { by: 'words' | 'lines'; parts: TextPart[] };

/** By words for prose, by lines for code and lists; undefined when the texts are too different. */
export function diffText(before: string, after: string): TextDiff | undefined {
  const by = countLines(before) + countLines(after) > LINES_FROM * 2 ? 'lines' : 'words';
  const changes =
    by === 'lines' ? diffLines(before, after, LIMITS) : diffWordsWithSpace(before, after, LIMITS);
  if (changes === undefined) return undefined;
  const parts = changes.map((change) => ({
    kind: change.added ? ('new' as const) : change.removed ? ('old' as const) : ('same' as const),
    text: change.value,
  }));
  return { by, parts };
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
