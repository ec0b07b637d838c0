import { type ArchiveImporter, type ArchiveSource } from '../../domain/issues/index.js';
import type { CliInput } from '../cli-command.js';
import { ProgressBar } from '../progress/progress-bar.js';
import { stopSignal } from '../stop-signal.js';
import { archiveSummary, eventsOf } from './archive-summary.js';

const KILOBYTE = 1024;
/** Lines that are named one by one; the summary counts them all. */
const MOST_BROKEN = 20;

/** Imports an archive, with progress on standard error and a summary at the end. */
export async function importArchive(
  importer: ArchiveImporter,
  source: ArchiveSource,
  { print, printError }: Pick<CliInput, 'print' | 'printError'>,
): Promise<void> {
  const { size } = source;
  const progress = new ProgressBar(process.stderr, {
    unit: 'KB',
    ...(size !== undefined && { total: Math.ceil(size / KILOBYTE) }),
  });
  const { signal, dispose } = stopSignal();
  const began = Date.now();
  const broken: string[] = [];
  const result = await importer
    .run(source, {
      signal,
      onProgress: (counts) =>
        progress.show(
          Math.ceil(source.consumed / KILOBYTE),
          `${counts.lines} lines, ${eventsOf(counts)} events`,
        ),
      onBroken: ({ line, why }) => {
        if (broken.length < MOST_BROKEN) {
          broken.push(`${source.name}, line ${line} is left out: ${why}.`);
        }
      },
    })
    .finally(() => {
      dispose();
      progress.end();
      broken.forEach(printError);
    });
  print(archiveSummary(result, Date.now() - began));
  if (signal.aborted) {
    throw new Error('Interrupted. Run the same command again: it goes on where it stopped.');
  }
}
