/** One rule in no engine's words: four conditions, all of which must hold. */
export interface BenchRule {
  readonly state: string;
  readonly votesOver: number;
  readonly before: string;
  readonly name: string;
}

const COUNT = 1_000;

/** A thousand rules that differ, most of which hold for some event. */
export const RULES: readonly BenchRule[] = Array.from({ length: COUNT }, (_, index) => ({
  state: index % 4 ? 'open' : 'closed',
  votesOver: index % 400,
  before: new Date(Date.UTC(2021 + (index % 10), index % 12, 1)).toISOString(),
  name: index % 3 ? 'bug' : 'question',
}));
