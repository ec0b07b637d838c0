import { existsSync } from 'node:fs';
import path from 'node:path';

/** Where the console's build lies: `web/dist` of this package, from the sources or the build. */
export function consoleFolder(from: string = import.meta.dirname): string {
  const root = existsSync(path.join(from, 'package.json')) ? from : path.dirname(from);
  return root === from ? path.join(root, 'web', 'dist') : consoleFolder(root);
}
