// Waits until whoever started it is gone, in whatever way, then stops every server recorded under
// the folder and removes the folder: nothing of a killed test run or bench is left behind.
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { endProcess } from './process-identity.mjs';
import { readServerRecord } from './server-record.mjs';

const DEEPEST = 3;
const folder = process.argv[2];
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
process.stdin.resume();
process.stdin.once('end', () => void reap());
process.stdin.once('error', () => void reap());

async function reap() {
  await Promise.all(
    recordsUnder(folder, 0).map((record) =>
      endProcess(record, {
        signal: record.kind === 'postgres' ? 'SIGQUIT' : 'SIGTERM',
        within: 5_000,
      }),
    ),
  );
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(0);
}

function recordsUnder(directory, depth) {
  const own = readServerRecord(directory);
  if (own) return [own];
  if (depth === DEEPEST) return [];
  return subfolders(directory).flatMap((name) =>
    recordsUnder(path.join(directory, name), depth + 1),
  );
}

function subfolders(directory) {
  try {
    const entries = readdirSync(directory, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch {
    return [];
  }
}
