import { parseArgs } from 'node:util';
import { writeWide } from './wide/write.mjs';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    out: { type: 'string' },
    seed: { type: 'string', default: '1' },
    start: { type: 'string', default: '2024-01-01T00:00:00Z' },
  },
});

function wholeNumber(name) {
  const number = Number(values[name]);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new RangeError(`--${name} ${values[name]} is not a count`);
  return number;
}

if (!values.out)
  throw new Error('--out is missing: node scripts/write-wide.mjs --rows 1000000 --out wide.csv');
const rows = wholeNumber('rows');
const began = performance.now();
const sizeBytes = await writeWide({ rows, seed: wholeNumber('seed'), out: values.out, start: values.start });
const seconds = (performance.now() - began) / 1000;
console.log(
  `${values.out}: ${rows} rows, ${(sizeBytes / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} rows/s`,
);
