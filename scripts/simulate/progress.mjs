const EVERY_MS = 1000;

/** A line on stderr each second: share done, rows/s, time left. */
export function createProgress(totalRows, write = (text) => process.stderr.write(text)) {
  const began = performance.now();
  let said = began;
  return (rows) => {
    const now = performance.now();
    if (now - said < EVERY_MS) return;
    said = now;
    const seconds = (now - began) / 1000;
    const rate = rows / seconds;
    const left = Math.round((totalRows - rows) / rate);
    const percent = ((100 * rows) / totalRows).toFixed(1);
    write(`${percent} %, ${Math.round(rate)} rows/s, ${left} s left\n`);
  };
}
