import { Client, type ClientConfig } from 'pg';

/**
 * Whether a pooler may run each transaction of this client in another session of the server, where a
 * lock of the session is somebody else's tomorrow and LISTEN hears nothing.
 *
 * Asked twice at once: the server tells each client its process when it connects, and a pooler makes
 * one up. Then a second client opens a transaction; where it is given the first one's process, or the
 * first one is given another, sessions are shared.
 */
export async function isBehindTransactionPooler(
  client: Client,
  config: ClientConfig,
): Promise<boolean> {
  const own = await processOf(client);
  if (own === toldProcess(client)) return false;
  const other = new Client(config);
  other.on('error', () => undefined);
  await other.connect();
  try {
    await other.query('BEGIN');
    return (await processOf(other)) === own || (await processOf(client)) !== own;
  } finally {
    await other.end();
  }
}

async function processOf(client: Client): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid;
}

/** From the BackendKeyData message; part of pg's client, not of its types. */
function toldProcess(client: Client): number | null {
  return (client as unknown as { processID: number | null }).processID;
}
