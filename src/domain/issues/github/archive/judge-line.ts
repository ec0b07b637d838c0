import { z } from 'zod';
import { parseJson } from '../../../../http/input/parse-json.js';
import { HostileJsonError } from '../../../../http/problem/http.errors.js';
import type { GithubSignal } from '../github-signal.interface.js';
import { readArchiveLine } from '../reading/read-archive-line.js';
import type { ArchiveLine } from './archive-lines.js';

/** What is to be done about a line. */
export type JudgedLine =
  | { readonly is: 'blank' }
  | { readonly is: 'broken'; readonly why: string }
  | { readonly is: 'of_type'; readonly type: string }
  | { readonly is: 'ignored'; readonly reason: string }
  | {
      readonly is: 'signal';
      readonly id: string;
      readonly type: string;
      readonly signal: GithubSignal;
    };

/** Reads a line that anybody may have written; never throws because of what is in it. */
export function judgeLine({ text }: Pick<ArchiveLine, 'text'>): JudgedLine {
  if (text === undefined) {
    return { is: 'broken', why: 'it is longer than any event' };
  }
  if (text.trim() === '') {
    return { is: 'blank' };
  }
  try {
    const { id, type, reading } = readArchiveLine(parseJson(text));
    if (reading === undefined) {
      return { is: 'of_type', type };
    }
    return 'ignored' in reading
      ? { is: 'ignored', reason: reading.ignored }
      : { is: 'signal', id, type, signal: reading.signal };
  } catch (error) {
    return { is: 'broken', why: whyOf(error) };
  }
}

function whyOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    const [issue] = error.issues;
    return `${issue?.path.map(String).join('.') || 'it'}: ${issue?.message ?? 'is wrong'}`;
  }
  if (error instanceof HostileJsonError) {
    const [first] = error.errors;
    return `${first?.field || 'it'} ${first?.problem ?? 'is not acceptable'}`;
  }
  return 'it is not JSON';
}
