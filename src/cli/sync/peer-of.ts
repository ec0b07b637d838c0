import type { INestApplicationContext } from '@nestjs/common';
import { SyncStatus } from '../../platform/sync/index.js';
import { UsageError } from '../cli-command.js';

/** The peer that is meant: the one named, or the only one there is. */
export async function peerOf(
  app: INestApplicationContext,
  named: string | undefined,
): Promise<string> {
  if (named !== undefined) return named;
  const [first, ...others] = await app.get(SyncStatus).peers();
  if (!first) throw new UsageError('There is no peer. Set BACKSTORY_SYNC_PEER.');
  if (others.length > 0) throw new UsageError('With which peer?');
  return first.name;
}
