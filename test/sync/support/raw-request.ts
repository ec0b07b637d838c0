import { request } from 'node:http';
import { text } from 'node:stream/consumers';

/** An answer, as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly type: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Talks as the gem does: Basic credentials, and a form's content type around JSON. */
export class GemClient {
  constructor(
    private readonly url: string,
    private readonly credentials: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  get(query = ''): Promise<RawAnswer> {
    return this.send('GET', query);
  }

  post(body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<RawAnswer> {
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    return this.send('POST', '', sent, {
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    });
  }

  async send(
    method: string,
    query = '',
    body?: string | Buffer,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<RawAnswer> {
    return new Promise((resolve, reject) => {
      const sent = request(
        `${this.url}/messages.json${query}`,
        {
          method,
          agent: false,
          headers: {
            ...(this.credentials && {
              authorization: `Basic ${Buffer.from(this.credentials).toString('base64')}`,
            }),
            ...this.headers,
            ...headers,
          },
        },
        (response) => {
          text(response)
            .then((answer) =>
              resolve({
                status: response.statusCode!,
                type: response.headers['content-type'],
                headers: response.headers,
                body: answer,
              }),
            )
            .catch(reject);
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

/** A message as the gem writes it. */
export function gemMessage(id: number, name: string, attributes: object): object {
  return { id, body: JSON.stringify({ [name]: attributes }) };
}
