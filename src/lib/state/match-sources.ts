import { formatBytes } from '$lib/ui/format';

interface Source {
  name: string;
  sizeBytes: number;
}

/**
 * Find the exports of a plant among files picked again: by size, and by name where sizes are equal.
 * @returns one file for each source in their order, or what is missing in words
 */
export function matchSources<F extends { name: string; size: number }>(
  sources: readonly Source[],
  files: readonly F[],
): { files: F[] } | { problem: string } {
  const matched: F[] = [];
  for (const source of sources) {
    const fitting = files.filter((file) => file.size === source.sizeBytes && !matched.includes(file));
    const file = fitting.find(({ name }) => name === source.name) ?? fitting[0];
    if (!file) return { problem: `${describe(source)} is not among what you picked: ${pickedList(files)}.` };
    matched.push(file);
  }
  return { files: matched };
}

const describe = ({ name, sizeBytes }: Source) => `${name} (${formatBytes(sizeBytes)})`;

const pickedList = (files: readonly { name: string; size: number }[]) =>
  files.map(({ name, size }) => describe({ name, sizeBytes: size })).join(', ') || 'nothing';
