import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Linux counts a process's CPU time in hundredths of a second. */
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
    .reduce((sum, ticks) => sum + ticks * MICROSECONDS_A_TICK, 0);
}

/** Ticks of a process of the server; those that ended are counted in the postmaster's children. */
function cpuOf(pid: number, postmaster: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // After the command's name: state, parent, ..., utime, stime, cutime, cstime.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [own, ended] = [fields.slice(11, 13), fields.slice(13, 15)];
    const counted = pid === postmaster ? ended : fields[1] === postmaster ? own : [];
    return counted.reduce((sum, ticks) => sum + ticks, 0);
  } catch {
    return 0;
  }
}
