import { Client, type ClientConfig } from 'pg';

/** A session of another program: psql, a script, a second application. */
export async function connect(url: string, config: ClientConfig = {}): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: 'psql', ...config });
  await client.connect();
  return client;
}
