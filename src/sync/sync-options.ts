import type { Registry } from 'prom-client';
import type { EntityManager } from 'typeorm';
import type { Env } from '../config/env.js';
import type { OutsidePeople } from '../domain/identity/index.js';
import { prometheusMetrics } from '../http/metrics/prometheus-metrics.js';
import type {
  MissingValues,
  SyncCredentials,
  SyncModuleOptions,
  SyncPeerOptions,
} from '../platform/sync/index.js';

/** Whom records name that come from elsewhere, where people are others. */
const AUTHOR_OF: Readonly<Record<string, string>> = { Post: 'authorId', Comment: 'commenterId' };

/** The deployments that this one keeps its blog together with. */
export function syncOptions(
  env: Env,
  people: OutsidePeople,
  registry?: Registry,
): SyncModuleOptions {
  return {
    name: env.syncName,
    peers: env.syncPeer === undefined ? [] : [peerOf(env, env.syncPeer)],
    fill: (missing, manager) => authorOf(people, missing, manager),
    ...(registry && { metrics: prometheusMetrics(registry) }),
  };
}

function peerOf(env: Env, name: string): SyncPeerOptions {
  return {
    name,
    ...(env.syncUrl !== undefined && { url: env.syncUrl }),
    credentials: env.syncCredentials.map(toCredentials),
    mode: env.syncMode,
    dialect: env.syncDialect,
  };
}

function toCredentials(pair: string): SyncCredentials {
  const colon = pair.indexOf(':');
  return { username: pair.slice(0, colon), password: pair.slice(colon + 1) };
}

/** One account stands for everybody over there; the version says who it was. */
async function authorOf(
  people: OutsidePeople,
  { itemType, peer }: MissingValues,
  manager: EntityManager,
): Promise<Readonly<Record<string, string>>> {
  const property = AUTHOR_OF[itemType];
  if (property === undefined) return {};
  // Asked each time: who was made for a message that failed is gone again with it.
  const [author] = await people.ensure(manager, [{ name: `sync-${peer}`, displayName: peer }]);
  return { [property]: author!.id };
}
