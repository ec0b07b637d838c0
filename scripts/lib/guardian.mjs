// Waits until the launcher is gone. If that was no orderly end (kill -9), stops what it left: each
// line of standard input is the newest list of processes, first to stop first; an empty list is the
// launcher's word that nothing is left to do.
import { endProcess } from './process-identity.mjs';

let left = [];
let pending = '';
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
process.stdin.setEncoding('utf8');
process.stdin.on('data', (chunk) => {
  const lines = (pending + chunk).split('\n');
  pending = lines.pop() ?? '';
  const newest = lines.at(-1);
  if (newest) left = JSON.parse(newest);
});
process.stdin.once('end', () => void stopAll());
process.stdin.once('error', () => void stopAll());

async function stopAll() {
  for (const { signal, ...identity } of left)
    await endProcess(identity, { signal, within: 20_000 });
  process.exit(0);
}
