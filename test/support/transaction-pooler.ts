import { randomInt } from 'node:crypto';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { Client } from 'pg';

export interface TransactionPooler {
  /** The URL of the database through the pooler. */
  readonly url: string;
  close(): Promise<void>;
}

const SSL_REQUEST = 80_877_103;
const READY = 'Z';

/**
 * What PgBouncer does in transaction mode, and no more: a client has a session of the server from the
 * first message of a transaction until it is over, and makes do with any other next time.
 * @param options.refused settings of a session that it does not let pass, as PgBouncer by default
 */
export async function startTransactionPooler(
  databaseUrl: string,
  { refused = [] }: { readonly refused?: readonly string[] } = {},
): Promise<TransactionPooler> {
  const sessions: Session[] = [];
  const opened: Client[] = [];
  const take = async (): Promise<Session> => {
    const idle = sessions.pop();
    if (idle) return idle;
    const client = new Client({ connectionString: databaseUrl });
    client.on('error', () => undefined);
    await client.connect();
    opened.push(client);
    const socket = (client as unknown as { connection: { stream: Socket } }).connection.stream;
    socket.removeAllListeners('data');
    return new Session(socket, (session) => sessions.push(session));
  };
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    clients.add(client);
    client.on('error', () => undefined);
    client.on('close', () => clients.delete(client));
    serve(client, take, refused);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    async close() {
      for (const client of clients) client.destroy();
      for (const { connection } of opened as unknown as { connection: { stream: Socket } }[]) {
        connection.stream.destroy();
      }
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A session of the server, lent to one client at a time. */
class Session {
  private client?: Socket | undefined;
  private rest = Buffer.alloc(0);

  constructor(
    private readonly server: Socket,
    private readonly giveBack: (session: Session) => void,
  ) {
    server.on('data', (data: Buffer) => this.answer(data));
  }

  lendTo(client: Socket, onOver: () => void): void {
    this.client = client;
    this.onOver = onOver;
  }

  send(message: Buffer): void {
    this.server.write(message);
  }

  private onOver: () => void = () => undefined;

  private answer(data: Buffer): void {
    this.client?.write(data);
    this.rest = Buffer.concat([this.rest, data]);
    for (let end = endOf(this.rest, 1); end <= this.rest.length; end = endOf(this.rest, 1)) {
      const message = this.rest.subarray(0, end);
      this.rest = this.rest.subarray(end);
      if (letterOf(message) === READY && message[5] === 'I'.charCodeAt(0)) this.leave();
    }
  }

  private leave(): void {
    this.client = undefined;
    this.onOver();
    this.giveBack(this);
  }
}

function serve(client: Socket, take: () => Promise<Session>, refused: readonly string[]): void {
  let started = false;
  let rest = Buffer.alloc(0);
  let session: Promise<Session> | undefined;
  client.on('data', (data: Buffer) => {
    rest = Buffer.concat([rest, data]);
    // The first message has no letter in front.
    for (
      let end = endOf(rest, started ? 1 : 0);
      end <= rest.length;
      end = endOf(rest, started ? 1 : 0)
    ) {
      const message = Buffer.from(rest.subarray(0, end));
      rest = rest.subarray(end);
      if (started) forward(message);
      else greet(message);
    }
  });

  function greet(message: Buffer): void {
    if (message.readInt32BE(4) === SSL_REQUEST) {
      client.write('N');
      return;
    }
    const setting = refused.find((name) => message.includes(`\0${name}\0`));
    if (setting !== undefined) {
      const text = `SFATAL\0C08P01\0Munsupported startup parameter: ${setting}\0\0`;
      client.end(framed('E', Buffer.from(text)));
      return;
    }
    started = true;
    const key = Buffer.alloc(8);
    key.writeInt32BE(randomInt(2 ** 30, 2 ** 31 - 1));
    client.write(
      Buffer.concat([
        framed('R', Buffer.alloc(4)),
        framed('K', key),
        framed('Z', Buffer.from('I')),
      ]),
    );
  }

  function forward(message: Buffer): void {
    if (letterOf(message) === 'X') {
      client.end();
      return;
    }
    session ??= take().then((lent) => {
      lent.lendTo(client, () => (session = undefined));
      return lent;
    });
    void session.then((lent) => lent.send(message));
  }
}

/** Where the message ends whose length stands at `offset`. */
function endOf(bytes: Buffer, offset: number): number {
  return bytes.length < offset + 4 ? Infinity : offset + bytes.readInt32BE(offset);
}

function letterOf(message: Buffer): string {
  return String.fromCharCode(message[0] ?? 0);
}

function framed(letter: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(letter, 0);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
