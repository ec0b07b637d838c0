import { existsSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';

const root = path.resolve('web');

/** `npm test` has built the console; a file that is run by hand builds it when it is missing. */
export async function buildConsole(): Promise<void> {
  if (existsSync(path.join(root, 'dist/index.html'))) return;
  await build({ root, configFile: path.join(root, 'vite.config.ts'), logLevel: 'error' });
}
