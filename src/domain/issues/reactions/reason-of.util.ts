import type { ChannelStatus } from '../../../platform/channels/index.js';

/** Why a channel can tell nobody, and what to do about it; undefined when it can. */
export function reasonOf({ configured, reason, remedy }: ChannelStatus): string | undefined {
  return configured ? undefined : [reason ?? 'not configured', remedy].filter(Boolean).join(': ');
}
