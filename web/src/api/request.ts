import { ApiProblem, type FieldProblem } from './api-problem.js';
import { parseExact } from './exact-number.js';

interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  /** The version that was read: who writes over a newer one is refused. */
  ifMatch?: number;
  signal?: AbortSignal;
}

const onSignedOut = new Set<() => void>();

/** Calls back whenever the server answers that nobody is signed in. */
export function whenSignedOut(listener: () => void): () => void {
  onSignedOut.add(listener);
  return () => onSignedOut.delete(listener);
}

/** Asks the server and returns its JSON; everything but 2xx is thrown as an `ApiProblem`. */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(path, options);
  const text = await response.text();
  if (response.ok) return (text === '' ? undefined : parseExact(text)) as T;
  if (response.status === 401 && !path.startsWith('/session')) {
    for (const listener of onSignedOut) listener();
  }
  throw readProblem(response, text);
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  if (options.ifMatch !== undefined) headers['If-Match'] = `"${options.ifMatch}"`;
  try {
    return await fetch(path, {
      method: options.method ?? 'GET',
      headers,
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    const detail = 'The server does not answer. It may be starting; the console keeps trying.';
    throw new ApiProblem(0, 'No connection', detail, undefined, undefined, [], {});
  }
}

function readProblem(response: Response, text: string): ApiProblem {
  const body = parseBody(text);
  const title = textOf(body['title']) ?? `The server answered ${response.status}`;
  return new ApiProblem(
    response.status,
    title,
    textOf(body['detail']) ?? '',
    textOf(body['code']),
    textOf(body['correlation_id']) ?? response.headers.get('x-correlation-id') ?? undefined,
    Array.isArray(body['errors']) ? (body['errors'] as FieldProblem[]) : [],
    body,
  );
}

function parseBody(text: string): Record<string, unknown> {
  try {
    const value = parseExact(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
