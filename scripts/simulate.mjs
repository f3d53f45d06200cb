// npm run simulate -- --days 90 --hz 1 --seed 7 --out plant.csv [--faults plan.json] [--truth truth.csv]
//   [--start 2024-01-01T00:00:00Z] [--workers 2] [--json]
import { parseArguments, USAGE } from './simulate/arguments.mjs';
import { writePlant } from './simulate/write.mjs';

async function main() {
  const options = parseArguments(process.argv.slice(2));
  const report = await writePlant(options);
  if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  else {
    const { rows, bytes, seconds, rowsPerSecond, faults } = report;
    const size = (bytes / 1e9).toFixed(2);
    process.stderr.write(
      `${rows} rows, ${size} GB, ${faults} faults in ${seconds.toFixed(1)} s: ${rowsPerSecond} rows/s\n`,
    );
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  if (error.name === 'ArgumentError') process.stderr.write(`${USAGE}\n`);
  process.exitCode = 1;
}
