/** An event with its aggregate, as every engine gets it. */
export interface BenchEvent {
  readonly event: {
    readonly actor: { readonly id: string };
    readonly extra: { readonly name: string };
  };
  readonly aggregate: {
    readonly state: string;
    readonly votes: number;
    readonly title: string;
    readonly createdAt: string;
  };
}

/** Eight different events, so that no branch is always taken. */
export const EVENTS: readonly BenchEvent[] = Array.from({ length: 8 }, (_, index) => ({
  event: { actor: { id: `user-${index}` }, extra: { name: index % 2 ? 'bug' : 'question' } },
  aggregate: {
    state: index % 3 ? 'open' : 'closed',
    votes: index * 50,
    title: `the till forgets the tip, case ${index}`,
    createdAt: new Date(Date.UTC(2020 + index, 0, 1)).toISOString(),
  },
}));

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** `1,234,567/s (1,100,000 to 1,300,000), 0.5 times ours`. */
export function shares(values: readonly number[], ours: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  const rate = median(values);
  const range = `${shown(sorted[0]!)} to ${shown(sorted.at(-1)!)}`;
  return `${shown(rate).padStart(11)}/s (${range}), ${(rate / ours).toFixed(3)} of the first`;
}

function shown(value: number): string {
  return Math.round(value).toLocaleString('en');
}
