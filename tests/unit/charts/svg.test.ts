import { describe, expect, it } from 'vitest';
import { chartSvg, valueTicks, type SvgPicture } from '$lib/charts/svg';
import { chartData, line } from './fixtures';

const MINUTE = 60_000;
const START = Date.UTC(2024, 2, 1);
const times = Array.from({ length: 120 }, (_, at) => START + at * MINUTE);
const values = times.map((_, at) => (at >= 40 && at < 50 ? Number.NaN : 60 + Math.sin(at / 10)));

const picture = (more: Partial<SvgPicture> = {}): SvgPicture => ({
  title: 'Gas',
  subtitle: '1 March',
  legend: [{ color: '#0072b2', dash: [], text: 'CH4 60.0 %' }],
  theme: { panel: '#fff', line: '#ccc', text: '#000', quiet: '#666', focus: '#00f', font: '12px system-ui' },
  data: chartData(times, [line('ch4', values)]),
  view: { fromMs: START, toMs: START + 120 * MINUTE },
  hidden: new Set(),
  limits: [],
  events: [],
  zone: 'UTC',
  widthPx: 800,
  heightPx: 280,
  ...more,
});

/** Path data of all lines in a colour. */
const lines = (svg: string, color = '#0072b2') =>
  [...svg.matchAll(/<path d="([^"]+)" fill="none" stroke="([^"]+)"/g)]
    .filter(([, , c]) => c === color)
    .map(([, d]) => d);

describe('a chart as SVG', () => {
  it('draws every point where it belongs, and nothing across a gap', () => {
    const [path] = lines(chartSvg(picture()));
    const runs = path.split('M').slice(1);
    expect(runs).toHaveLength(2);
    expect(runs.map((run) => run.split('L').length)).toEqual([40, 70]);
    const points = runs.flatMap((run) => run.split('L').map((pair) => pair.split(' ').map(Number)));
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    // One unit axis on the left takes 68 px, the free right side 24.
    const x = (at: number) => 68 + (at / 120) * (800 - 68 - 24);
    expect(xs[0]).toBeCloseTo(68);
    expect(xs.at(-1)).toBeCloseTo(x(119), 1);
    const kept = values.filter((value) => !Number.isNaN(value));
    expect(ys.indexOf(Math.min(...ys))).toBe(kept.indexOf(Math.max(...kept)));
  });

  it('keeps excursions of the band that the mean hides', () => {
    const flat = times.map(() => 50);
    const max = Float64Array.from(flat);
    max[60] = 90;
    const series = line('ch4', flat, { min: Float64Array.from(flat), max });
    const svg = chartSvg(picture({ data: chartData(times, [series]) }));
    const band = /<path d="([^"]+)" fill="#0072b2" fill-opacity="0.15"/.exec(svg)![1];
    const ys = band
      .slice(1, -1)
      .split('L')
      .map((pair) => Number(pair.split(' ')[1]));
    const [lineY] = lines(svg)[0]
      .slice(1)
      .split('L')
      .map((pair) => Number(pair.split(' ')[1]));
    expect(Math.min(...ys)).toBeLessThan(lineY - 150);
    expect(Math.max(...ys)).toBeCloseTo(lineY);
  });

  it('holds the value of a switch until the next, and names its ends', () => {
    const on = times.map((_, at) => (at < 60 ? 0 : 1));
    const data = chartData(times, [line('run', on, { unit: '', kind: 'step' })]);
    const svg = chartSvg(picture({ data }));
    const [path] = lines(svg);
    expect(path).toMatch(/^M[\d.]+ [\d.]+(?:H[\d.]+V[\d.]+)+$/);
    expect(svg).toContain('>off</text>');
    expect(svg).toContain('>on</text>');
  });

  it('leaves out what is toggled off, with its axis', () => {
    const data = chartData(times, [
      line('ch4', values),
      line('p', values, { unit: 'mbar', color: '#d55e00' }),
    ]);
    expect(lines(chartSvg(picture({ data })), '#d55e00')).toHaveLength(1);
    const without = chartSvg(picture({ data, hidden: new Set(['p']) }));
    expect(lines(without, '#d55e00')).toHaveLength(0);
    expect(without).not.toContain('mbar');
  });

  it('shows limits that are near and events, and escapes what names hold', () => {
    const svg = chartSvg(
      picture({
        title: '<b>"A" & B\u0001</b>',
        limits: [
          { label: 'high <1>', value: 60.5, unit: '%' },
          { label: 'far', value: 4000, unit: '%' },
        ],
        events: [
          { fromMs: START + MINUTE, toMs: START + 60 * MINUTE, label: 'trip <x>', severity: 'urgent' },
        ],
      }),
    );
    expect(svg).toContain('&lt;b&gt;&quot;A&quot; &amp; B&lt;/b&gt;');
    expect(svg).toContain('high &lt;1&gt;');
    expect(svg).not.toContain('far');
    expect(svg).toContain('<title>trip &lt;x&gt;</title>');
    expect(svg).not.toMatch(/<(?:b|x|1)>/);
    // Every element that is opened is closed.
    const count = (what: RegExp) => svg.match(what)?.length ?? 0;
    expect(count(/<[a-zA-Z]/g)).toBe(count(/<\//g) + count(/\/>/g));
  });

  it('is drawn without readings too', () => {
    expect(lines(chartSvg(picture({ data: chartData([], []), legend: [] })))).toEqual([]);
  });
});

describe('ticks of values', () => {
  it.each<[[number, number], number, number[]]>([
    [[0, 10], 200, [0, 2, 4, 6, 8, 10]],
    [[-0.3, 0.31], 140, [-0.2, 0, 0.2]],
    [[59, 61], 100, [59, 60, 61]],
  ])('of %j over %d px are %j', (range, height, ticks) => {
    expect(valueTicks(range, height).map((tick) => Number(tick.toPrecision(12)))).toEqual(ticks);
  });
});
