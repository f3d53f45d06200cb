import { describe, expect, it } from 'vitest';
import { reportPeriod } from '$lib/state/report-period';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (text: string) => Date.parse(text);
const nowhere = { fromMs: 0, toMs: 1 };

describe('the period of a report', () => {
  const bounds = { firstMs: at('2024-01-01T05:00Z'), endMs: at('2024-03-31T15:30Z') };

  it('is of whole days until the last midnight', () => {
    expect(reportPeriod('day', bounds, nowhere, 'UTC')).toEqual({
      fromMs: at('2024-03-30T00:00Z'),
      toMs: at('2024-03-31T00:00Z'),
    });
    expect(reportPeriod('week', bounds, nowhere, 'UTC')?.fromMs).toBe(at('2024-03-24T00:00Z'));
  });

  it('takes the last day when the data ends with it', () => {
    const whole = { ...bounds, endMs: at('2024-03-31T00:00Z') };
    expect(reportPeriod('day', whole, nowhere, 'UTC')).toEqual({
      fromMs: at('2024-03-30T00:00Z'),
      toMs: at('2024-03-31T00:00Z'),
    });
  });

  it("counts days by the plant's clock, also those of 23 hours", () => {
    const later = { ...bounds, endMs: at('2024-04-01T12:00Z') };
    const day = reportPeriod('day', later, nowhere, 'Europe/Berlin');
    expect(day).toEqual({ fromMs: at('2024-03-30T23:00Z'), toMs: at('2024-03-31T22:00Z') });
    expect(day!.toMs - day!.fromMs).toBe(23 * HOUR);
  });

  it('is never outside the data', () => {
    expect(
      reportPeriod('month', { firstMs: bounds.endMs - 5 * DAY, endMs: bounds.endMs }, nowhere, 'UTC'),
    ).toEqual({
      fromMs: bounds.endMs - 5 * DAY,
      toMs: at('2024-03-31T00:00Z'),
    });
    const hours = { firstMs: at('2024-03-31T10:00Z'), endMs: at('2024-03-31T15:30Z') };
    expect(reportPeriod('week', hours, nowhere, 'UTC')).toEqual({ fromMs: hours.firstMs, toMs: hours.endMs });
    expect(reportPeriod('range', bounds, { fromMs: 0, toMs: bounds.firstMs + HOUR }, 'UTC')).toEqual({
      fromMs: bounds.firstMs,
      toMs: bounds.firstMs + HOUR,
    });
    expect(reportPeriod('range', bounds, nowhere, 'UTC')).toBeNull();
  });
});
