import path from 'node:path';

/** A short name for a repository by its folder: `got` for `/src/got/.git` and `/srv/got.git`. */
export function nameOf(location: string): string {
  const parts = location.split(path.sep).filter((part) => part !== '' && part !== '.git');
  const words = (parts.at(-1) ?? '').replace(/\.git$/, '').toLowerCase();
  return (
    words
      .replaceAll(/[^a-z0-9._-]+/g, '-')
      .replaceAll(/^[._-]+|-+$/g, '')
      .slice(0, 50) || 'repository'
  );
}
