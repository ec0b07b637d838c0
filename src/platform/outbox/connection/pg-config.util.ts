import type { ClientConfig } from 'pg';
import type { DataSource } from 'typeorm';

/** The pg client options of a connection string, of options, or else of a data source. */
export function pgConfig(
  given: string | ClientConfig | undefined,
  dataSource: DataSource,
): ClientConfig {
  if (typeof given === 'string') return { connectionString: given };
  if (given) return given;
  const options = dataSource.options;
  if (options.type !== 'postgres') {
    throw new TypeError(`the outbox needs PostgreSQL, but the data source is "${options.type}"`);
  }
  const config: ClientConfig = {
    connectionString: options.url,
    host: options.host,
    port: options.port,
    user: options.username,
    password: options.password,
    database: options.database,
    ssl: options.ssl as ClientConfig['ssl'],
  };
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
}
