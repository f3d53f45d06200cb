// The judgement as data, for the page beside each detector.
import type { DetectorCard, DetectorCards } from '../../src/lib/detect/judge/card';
import type { PlantFigures } from './detect-plants';
import type { SkabFigures } from './detect-skab';
import type { TepFigures } from './detect-tep';

const rounded = (value: number): number => Number(value.toPrecision(4));

function plantsCard({
  faults,
  found,
  healthy,
  delayMinutes,
  firstMover,
}: PlantFigures): DetectorCard['plants'] {
  return {
    ...{ faults, found, firstMoverRight: firstMover.right, firstMoverJudged: firstMover.judged },
    falseAlarmsPerWeek: rounded((7 * healthy.alarms) / healthy.days),
    medianDelayMinutes: Number.isNaN(delayMinutes.median) ? null : rounded(delayMinutes.median),
  };
}

/** Cards of all detectors that were judged on anything. */
export function cardsOf(
  skab: readonly SkabFigures[] | null,
  tep: readonly TepFigures[] | null,
  plants: readonly PlantFigures[] | null,
  seeds: readonly number[],
): DetectorCards {
  const names = new Set(
    [skab, tep, plants].flatMap((figures) => figures?.map(({ detector }) => detector) ?? []),
  );
  const cards = [...names].map((detector): DetectorCard => {
    const onSkab = skab?.find((each) => each.detector === detector);
    const onTep = tep?.find((each) => each.detector === detector);
    const onPlants = plants?.find((each) => each.detector === detector);
    return {
      detector: detector.split(' ')[0],
      skab: onSkab
        ? {
            ...{ f1: rounded(onSkab.f1), falseAlarmRate: rounded(onSkab.falseAlarmRate) },
            ...{ missedAlarmRate: rounded(onSkab.missedAlarmRate), vusPr: rounded(onSkab.vusPr) },
          }
        : null,
      tennesseeEastman: onTep
        ? { meanDetection: rounded(onTep.meanDetection), falseAlarmRate: rounded(onTep.falseAlarmRate) }
        : null,
      plants: onPlants ? plantsCard(onPlants) : null,
    };
  });
  return { judgedOn: new Date().toISOString().slice(0, 10), seeds: [...seeds], cards };
}
