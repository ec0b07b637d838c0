import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Linux counts the CPU time of processes that ended in hundredths of a second. */
const MICROSECONDS_A_TICK = 10_000;

/** Microseconds of CPU that this process has used. */
export function nodeCpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** Microseconds of CPU that the processes of a PostgreSQL server have used; 0 where there is no /proc. */
export function postgresCpu(postmaster: number): number {
  if (!existsSync('/proc')) {
    return 0;
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => cpuOf(Number(pid), postmaster))
    .reduce((sum, micros) => sum + micros, 0);
}

/** Of a process of the server; those that ended are counted in the postmaster's children. */
function cpuOf(pid: number, postmaster: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // After the command's name: state, parent, ..., cutime, cstime.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    if (pid === postmaster) {
      return fields.slice(13, 15).reduce((sum, ticks) => sum + ticks * MICROSECONDS_A_TICK, 0);
    }
    return fields[1] === postmaster ? onCpu(pid) : 0;
  } catch {
    return 0;
  }
}

/** A running process's time to the nanosecond, where ticks would be coarser than what is measured. */
function onCpu(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1_000;
}
