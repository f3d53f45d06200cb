import { expect, test } from 'vitest';
import { planSource, type PlanChoices } from '$lib/ingest/plan';
import { answersOf, choicesOf, mergeChoices } from '$lib/ingest/reading-answers';
import { goldenCase, inputOf } from './support/golden';

const planOf = (name: string, choices: PlanChoices = {}) =>
  planSource(inputOf(goldenCase(name).bytes, name, 'Europe/Berlin'), choices);

/** Answer each question of a file in turn as `pick` says, and plan again. */
function answered(name: string, pick: (options: number) => number) {
  let choices: PlanChoices = {};
  const asked = planOf(name).questions ?? [];
  asked.forEach(({ question }) => {
    const now = planOf(name, choices).questions?.find((one) => one.question === question);
    if (now) choices = mergeChoices(choices, now.options[pick(now.options.length)].choices);
  });
  return { asked, choices, plan: planOf(name, choices) };
}

test.each([
  'day-or-month',
  'decimal-or-thousands',
  'sentinels-of-every-kind',
  'quality-opc',
  'wincc-long',
  'zone-asked',
])('each answer to the questions of %s is in force once it is given, and the question stays', (name) => {
  const { asked, plan } = answered(name, (options) => options - 1);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.every(({ chosen }) => chosen === 0)).toBe(true);
  const last = plan.questions?.map(({ options, chosen }) => options.length - 1 - chosen);
  expect(last).toEqual(asked.map(() => 0));
  const back = answered(name, () => 0);
  expect(back.plan.questions?.map(({ chosen }) => chosen)).toEqual(asked.map(() => 0));
});

test('answers come back for the next export with the same header, columns in another order', () => {
  const { choices } = answered('day-or-month', (options) => options - 1);
  const answers = answersOf(choices);
  expect(answers).toEqual({
    format: { kind: 'pattern', pattern: 'MM/dd/yyyy HH:mm:ss' },
    zone: 'Europe/Berlin',
  });
  const text = new TextEncoder().encode('A,Timestamp\n1,05/06/2024 10:00:00\n2,05/06/2024 10:00:01\n');
  const found = planSource(inputOf(text, 'next.csv'));
  expect(choicesOf(answers, found)).toEqual({
    time: { kind: 'column', column: 1, format: { kind: 'pattern', pattern: 'MM/dd/yyyy HH:mm:ss' } },
    zone: 'Europe/Berlin',
  });
});

test('answers that do not fit an export are not taken over', () => {
  const answers = { format: { kind: 'pattern', pattern: 'MM/dd/yyyy' }, zone: 'Europe/Berlin' } as const;
  expect(choicesOf(answers, planOf('iso-t-offset'))).toEqual({});
  expect(choicesOf(answers, planOf('unix-milliseconds'))).toEqual({});
});

test('a change of one column keeps what was chosen of the others and of the dialect', () => {
  const choices = {
    zone: 'UTC',
    dialect: { delimiter: ';' },
    columns: { a: { unit: 'bar' }, b: { kind: 'text' } },
  } as const;
  const change = { dialect: { decimal: ',' }, columns: { a: { sentinels: [7] } } } as const;
  expect(mergeChoices(choices as PlanChoices, change as unknown as PlanChoices)).toEqual({
    zone: 'UTC',
    dialect: { delimiter: ';', decimal: ',' },
    columns: { a: { unit: 'bar', sentinels: [7] }, b: { kind: 'text' } },
  });
});
