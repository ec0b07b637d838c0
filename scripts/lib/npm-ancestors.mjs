import { readFileSync } from 'node:fs';

/**
 * A function that tells whether the npm that started us is gone. There may be a shell between npm
 * and us, which outlives a killed npm; whoever started npm is none of our business.
 *
 * @returns {() => boolean}
 */
export function watchNpm() {
  const parent = process.ppid;
  const npm = isNpmShell(parent) ? parentOf(parent) : undefined;
  return () => process.ppid !== parent || (npm !== undefined && parentOf(parent) !== npm);
}

function isNpmShell(pid) {
  return readProc(pid, 'cmdline').split('\0').slice(1, 3).join(' ').startsWith('-c node scripts/');
}

function parentOf(pid) {
  const stat = readProc(pid, 'stat');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
}

/** Empty where there is no such thing: there only our own parent is watched. */
function readProc(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
