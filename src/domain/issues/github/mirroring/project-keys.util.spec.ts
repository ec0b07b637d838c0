import { describe, expect, it } from 'vitest';
import { projectKeys } from './project-keys.util.js';

function firstKeys(fullName: string): string[] {
  const keys = projectKeys(fullName);
  return [keys.next().value as string, keys.next().value as string];
}

describe('the key of a repository’s project', () => {
  it.each([
    ['Codertocat/Hello-World', ['HELLOWORLD', 'HELLOWORL2']],
    ['octo-org/web', ['WEB', 'WEB2']],
    ['octo-org/x', ['GHX', 'GHX2']],
    ['octo-org/3d', ['GH3D', 'GH3D2']],
    ['octo-org/.-_', ['GH', 'GH2']],
  ])('of %s is one that projects can have', (fullName, expected) => {
    const keys = firstKeys(fullName);

    expect(keys).toEqual(expected);
    expect(keys).toSatisfy((all: string[]) => all.every((key) => /^[A-Z][A-Z0-9]{1,9}$/.test(key)));
  });
});
