import type { Registry } from 'prom-client';
import type { EntityManager, QueryRunner } from 'typeorm';
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

/**
 * One account stands for everybody over there; the version says who it was. Looked up once for a batch
 * of messages, which share a transaction.
 */
function authorOf(
  people: OutsidePeople,
  { itemType, peer }: MissingValues,
  manager: EntityManager,
): Promise<Readonly<Record<string, string>>> {
  const property = AUTHOR_OF[itemType];
  const { queryRunner } = manager;
  if (property === undefined || !queryRunner) return Promise.resolve({});
  const author = authors.get(queryRunner) ?? lookUp(people, peer, manager);
  authors.set(queryRunner, author);
  return author.then((id) => ({ [property]: id }));
}

const authors = new WeakMap<QueryRunner, Promise<string>>();

async function lookUp(
  people: OutsidePeople,
  peer: string,
  manager: EntityManager,
): Promise<string> {
  const [author] = await people.ensure(manager, [{ name: `sync-${peer}`, displayName: peer }]);
  return author!.id;
}
