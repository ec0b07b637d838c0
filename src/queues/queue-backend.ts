import {
  createPostgresBackend,
  createRedisBackend,
  setDefaultBackendFactory,
  type BackendFactory,
  type QueueBaseOptions,
} from 'bullmq';

/**
 * Lets every queue of the process choose its backend by the connection it is given: a pool of `pg`
 * means PostgreSQL, anything else Redis. `@nestjs/bullmq` has no option of its own for this.
 */
export function chooseBackendByConnection(): void {
  setDefaultBackendFactory(backendOf);
}

const backendOf: BackendFactory = (name, options, extra) =>
  isPool(options.connection)
    ? (createPostgresBackend as unknown as BackendFactory)(name, options, extra)
    : createRedisBackend(name, options, extra);

function isPool(connection: QueueBaseOptions['connection'] | undefined): boolean {
  return (
    typeof connection === 'object' && 'totalCount' in connection && 'waitingCount' in connection
  );
}
