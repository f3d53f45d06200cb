export function processTree(text: string): number[];
export function memoryOfTree(text: string): number;
export function watchMemory(
  text: string,
  intervalMs?: number,
): { stop(): { peakBytes: number; samples: number; samplingMs: number } };
