import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';

export interface RunningProcess {
  pid: number;
  command: string;
}

/** The processes that were started with the folder in their command or work in it (Linux only). */
export function processesIn(folder: string): RunningProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), command: commandOf(name) }))
    .filter(({ pid, command }) => command.includes(folder) || worksIn(pid, folder));
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

function worksIn(pid: number, folder: string): boolean {
  try {
    return !path.relative(folder, readlinkSync(`/proc/${pid}/cwd`)).startsWith('..');
  } catch {
    return false;
  }
}
