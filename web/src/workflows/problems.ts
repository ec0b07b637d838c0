import { createContext, useContext } from 'react';
import type { FieldProblem } from '../api/api-problem.js';

/** The mistakes that the server found in the definition on the screen. */
export const Problems = createContext<readonly FieldProblem[]>([]);

/** What is wrong at a place of the definition, and with `below` what is wrong within it. */
export function useProblem(path: string, below = false): string | undefined {
  const found = useContext(Problems).filter(
    ({ field }) => field === path || (below && isBelow(field, path)),
  );
  if (found.length === 0) return undefined;
  return found
    .map(({ problem, remedy }) => [problem, remedy].filter(Boolean).join(': '))
    .join('; ');
}

function isBelow(field: string, path: string): boolean {
  return field.startsWith(`${path}.`) || field.startsWith(`${path}[`);
}
