import type { MachineState } from '$lib/plant/states';
import { formatDuration } from '$lib/series/format-time';
import { formatValue } from '$lib/series/format-value';
import type { Equipment } from '$lib/state/key-figures-equipment';
import type { Health } from '$lib/state/key-figures-health';
import { formatTime } from '../zoned';
import { fact, nothing, section, type ReportSection } from './section';

const titled = (name: string) => name[0].toUpperCase() + name.slice(1);

/** Time in each state, the longest first. */
function statesWords({ intervals }: Equipment): string {
  const lengths = new Map<MachineState, number>();
  for (const { state, fromMs, toMs } of intervals)
    lengths.set(state, (lengths.get(state) ?? 0) + toMs - fromMs);
  return [...lengths]
    .sort(([, a], [, b]) => b - a)
    .map(([state, ms]) => `${state} ${formatDuration(ms)}`)
    .join(', ');
}

/** What the machines did, and the system's health. */
export function machinesSection(
  equipment: readonly Equipment[],
  health: Health | null,
  zone: string,
): ReportSection {
  if (equipment.length === 0)
    return nothing('machines', 'No sensor of a compressor or blower is mapped. Map one on the Data page.');
  const score = health?.mapped ? health.now.score : Number.NaN;
  return section('machines', {
    facts: Number.isFinite(score)
      ? [
          fact(
            'System health',
            formatValue(score, '%'),
            'as on the Overview: fault, current and gas, averaged',
          ),
        ]
      : [],
    tables: [
      {
        title: '',
        head: ['Machine', 'At the end', 'Since', 'Running', 'Starts', 'Time in each state'],
        rows: equipment.map((one) => [
          titled(one.machine),
          one.state,
          Number.isFinite(one.sinceMs) ? formatTime(one.sinceMs, zone) : '',
          formatValue(one.dutyPercent, '%'),
          String(one.starts),
          statesWords(one),
        ]),
        numbers: [3, 4],
      },
    ],
    sentences: [`States are told from buckets of ${formatDuration(equipment[0].bucketMs)}.`],
  });
}
