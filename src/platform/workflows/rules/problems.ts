/** One mistake in a definition, by the exact path of what is wrong. */
export interface DefinitionProblem {
  /** `conditions.all[1].operator`. */
  readonly field: string;
  readonly problem: string;
  readonly remedy: string;
}

/** Told in one answer; a definition of a thousand mistakes is told the first. */
const MOST = 50;

/** Collects the mistakes of a definition, so that all of them are told at once. */
export class Problems {
  readonly list: DefinitionProblem[] = [];

  add(field: string, problem: string, remedy: string): undefined {
    if (this.list.length < MOST) {
      this.list.push({ field, problem, remedy });
    }
    return undefined;
  }
}
