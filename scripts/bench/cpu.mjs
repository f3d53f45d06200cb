import { processTree, readProc } from './memory.mjs';

/** Clock ticks a second of /proc/<pid>/stat: 100 on every Linux that Node runs on. */
const TICKS = 100;

function secondsOf(pid) {
  const stat = readProc(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return stat ? (Number(fields[11]) + Number(fields[12])) / TICKS : 0;
}

/**
 * Watch the processor time of all processes of a tree; on a machine that others use too it says more than the clock.
 * @param {string} text part of the command line that names the tree's processes
 * @returns {() => number} stops; seconds of user and system time since, without processes that ended in between
 */
export function watchCpu(text) {
  const before = new Map(processTree(text).map((pid) => [pid, secondsOf(pid)]));
  return () => processTree(text).reduce((sum, pid) => sum + secondsOf(pid) - (before.get(pid) ?? 0), 0);
}
