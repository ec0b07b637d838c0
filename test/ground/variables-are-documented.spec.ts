import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ENV_VARIABLES } from '../../src/config/env.variables.js';

/** A table row without the spaces that only align it. */
const cellsOf = (row: string): string[] => row.split('|').map((cell) => cell.trim());

describe('the README', () => {
  const rows = readFileSync('README.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map(cellsOf);

  it.each(Object.values(ENV_VARIABLES))('tells default and meaning of $name', (variable) => {
    const { name, fallback, description } = variable;
    const row = rows.find(([, first]) => first === `\`${name}\``);
    expect(row?.slice(1, 4)).toEqual([`\`${name}\``, fallback, description]);
  });
});
