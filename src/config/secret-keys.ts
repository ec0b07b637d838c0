import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Env } from './env.js';

const FILE = 'secret.key';

/**
 * The keys that seal what is kept secret in the database, the one in use first: as configured, else
 * one of its own in the data folder, made when it is first needed.
 */
export function secretKeys({ secretKeys: given, dataDirectory }: Env): readonly string[] {
  return given.length > 0 ? given : [ownKey(dataDirectory)];
}

function ownKey(folder: string): string {
  const file = path.resolve(folder, FILE);
  try {
    return read(file) ?? make(file) ?? readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new Error(
      `no key can be kept in ${file} (${(error as NodeJS.ErrnoException).code}); set BACKSTORY_SECRET_KEY`,
      { cause: error },
    );
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A whole file or none, whoever else does the same; undefined when somebody was first. */
function make(file: string): string | undefined {
  const key = randomBytes(32).toString('hex');
  const draft = `${file}.${process.pid}`;
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(draft, `${key}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
    return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
