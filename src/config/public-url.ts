import type { Env } from './env.js';

/** The address people reach the server by, without a trailing slash. */
export function publicUrl(env: Pick<Env, 'publicUrl' | 'port'>): string {
  return (env.publicUrl ?? `http://localhost:${env.port}`).replace(/\/+$/, '');
}
