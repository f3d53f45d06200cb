import { readdirSync, readFileSync } from 'node:fs';

/** Text of a /proc file, '' when its process has just ended or does not let itself be read. */
export function readProc(path) {
  try {
    return readFileSync(path, 'latin1');
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES'].includes(error.code)) return '';
    throw error;
  }
}

/** Parent from /proc/<pid>/stat: second field after the name, which may itself hold blanks and brackets. */
function parentOf(pid) {
  const stat = readProc(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

const allProcesses = () =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number);

/** Processes whose command line holds `text` (a browser's fresh profile folder), and all their descendants. */
export function processTree(text) {
  const pids = allProcesses().filter((pid) => pid !== process.pid);
  const parents = new Map(pids.map((pid) => [pid, parentOf(pid)]));
  const tree = new Set(pids.filter((pid) => readProc(`/proc/${pid}/cmdline`).includes(text)));
  const isNewChild = (pid) => !tree.has(pid) && tree.has(parents.get(pid));
  for (let found = pids.filter(isNewChild); found.length > 0; found = pids.filter(isNewChild))
    for (const pid of found) tree.add(pid);
  return [...tree];
}

function kilobytes(path, field) {
  const found = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readProc(path));
  return found ? Number(found[1]) * 1024 : 0;
}

const sum = (pids, bytesOf) => pids.reduce((total, pid) => total + bytesOf(pid), 0);
/** Resident memory: cheap to read, but pages shared by processes count in each. */
const residentOf = (pid) => kilobytes(`/proc/${pid}/status`, 'VmRSS');
/** Proportional share: shared pages count once in a sum; the kernel walks all pages for it, some 20 ms a browser. */
const shareOf = (pid) => kilobytes(`/proc/${pid}/smaps_rollup`, 'Pss');

/** Memory (PSS) now of all processes of the tree of `text`, in bytes. */
export const memoryOfTree = (text) => sum(processTree(text), shareOf);

const TREE_SAMPLES = 8;
const GROWTH = 1.01;

/**
 * Watch for the peak of the tree's memory until stopped. So as not to slow what is measured, each sample reads the
 * resident memory only; the share is read where that has grown by 1 % over the last reading, and the processes are
 * listed anew every eighth sample.
 * @param {string} text part of the command line that names the tree's processes
 * @returns {{ stop(): { peakBytes: number, samples: number, samplingMs: number } }} peakBytes is a PSS: the one read
 *   nearest the peak, plus what resident memory grew by after it; samplingMs is this process's own time spent
 */
export function watchMemory(text, intervalMs = 250) {
  let pids = [];
  let samples = 0;
  let samplingMs = 0;
  let peakResident = 0;
  let read = { resident: 0, share: 0 };
  const sample = () => {
    const began = performance.now();
    if (samples % TREE_SAMPLES === 0) pids = processTree(text);
    const resident = sum(pids, residentOf);
    peakResident = Math.max(peakResident, resident);
    if (resident > read.resident * GROWTH) read = { resident, share: sum(pids, shareOf) };
    samples += 1;
    samplingMs += performance.now() - began;
  };
  sample();
  const timer = setInterval(sample, intervalMs);
  return {
    stop: () => {
      clearInterval(timer);
      return { peakBytes: read.share + peakResident - read.resident, samples, samplingMs };
    },
  };
}
