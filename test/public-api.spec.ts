import { readdirSync, existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

const platform = path.resolve(import.meta.dirname, '../src/platform');
const modules = readdirSync(platform).sort();

describe('the public API', () => {
  it.each(modules)('of %s is what it was', async (name) => {
    const index = (await import(path.join(platform, name, 'index.ts'))) as object;

    expect(Object.keys(index).sort()).toMatchSnapshot();
  });

  it('has a subpath of the package for each module, and a README', () => {
    const subpaths = Object.keys(manifest.exports).filter(
      (subpath) => subpath !== './package.json',
    );

    expect(subpaths.sort()).toEqual(modules.map((name) => `./${name}`));
    const unexplained = modules.filter(
      (name) => !existsSync(path.join(platform, name, 'README.md')),
    );
    expect(unexplained).toEqual([]);
  });
});
