import type { Client, Connection, Submittable } from 'pg';

/** Sends lines through COPY FROM STDIN, as psql's \copy does. */
export function copyIn(client: Client, statement: string, lines: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | undefined;
    const copy: Submittable & Record<string, unknown> = {
      submit: (connection: Connection) => connection.query(statement),
      handleCopyInResponse(connection: Connection) {
        const wire = connection as unknown as {
          sendCopyFromChunk(chunk: Buffer): void;
          endCopyFrom(): void;
        };
        wire.sendCopyFromChunk(Buffer.from(lines));
        wire.endCopyFrom();
      },
      handleCommandComplete: () => undefined,
      handleError(error: Error) {
        failure = error;
      },
      handleReadyForQuery: () => (failure === undefined ? resolve() : reject(failure)),
    };
    client.query(copy);
  });
}
