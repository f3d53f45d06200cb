import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combine, fitPanel, panelContributions } from '$lib/detect/consensus';
import { groupEpisodes, withoutEchoes, type TagEpisode } from '$lib/detect/episode-groups';
import { spansOf } from '$lib/detect/episodes';
import { expected } from '$lib/detect/detectors/expected';
import { iqr } from '$lib/detect/detectors/iqr';
import { isolationForest } from '$lib/detect/detectors/isolation-forest';
import { pca } from '$lib/detect/detectors/pca';
import { robustZ } from '$lib/detect/detectors/robust-z';
import { windowKnn } from '$lib/detect/detectors/window-knn';
import { scoresOutOfFold } from '$lib/detect/folds';
import { seasonOf } from '$lib/detect/season';
import { nextNormal, seedRandom } from '$lib/simulator/random';
import { allOf, dataOf } from './support';

const ROWS = 1200;
const HEALTHY = 900;

/** Six tags that follow one drive; from row 1000 on tag 2 is six sigmas off. */
function rows(seed: number): number[][] {
  const random = seedRandom(seed);
  return Array.from({ length: ROWS }, (_, at) => {
    const drive = nextNormal(random);
    const row = Array.from({ length: 6 }, () => 0.9 * drive + 0.4 * nextNormal(random));
    if (at >= 1000) row[2] += 6;
    return row;
  });
}

const data = dataOf(rows(4));
const use = new Uint8Array(ROWS).fill(1, 0, HEALTHY);
const detectors = [
  robustZ(),
  iqr(),
  expected(),
  pca(),
  isolationForest(),
  windowKnn({ window: 10, memory: 200 }),
];
const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.each(detectors.map((detector) => [detector.name, detector] as const))('%s', (_, detector) => {
  const fitted = detector.fit(data, use);
  if (fitted.kind !== 'fitted') throw new Error(fitted.message);
  const { values } = fitted.score(data);

  it('scores the abnormal stretch higher than fresh healthy rows', () => {
    expect(mean(values.subarray(1010))).toBeGreaterThan(1.1 * mean(values.subarray(HEALTHY, 1000)));
  });

  it('blames the tag that is off, by shares that sum to 1', () => {
    const shares = fitted.contributions(data, 1010, ROWS);
    expect(shares.indexOf(Math.max(...shares))).toBe(2);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
  });

  it('has no score where too many tags are missing, and a score where one is', () => {
    const holes = dataOf(
      rows(4).map((row, at) =>
        row.map((value, tag) => (at === 950 || (at === 960 && tag === 0) ? NaN : value)),
      ),
    );
    holes.present[950] = 0;
    const scored = fitted.score(holes);
    expect(scored.valid[950]).toBe(0);
    expect(scored.values[950]).toBeNaN();
    expect(Number.isFinite(scored.values[960])).toBe(true);
  });

  it('does not change its mind: the same data give the same scores', () => {
    const again = detector.fit(data, use);
    if (again.kind !== 'fitted') throw new Error(again.message);
    expect([...again.score(data).values]).toEqual([...values]);
  });

  it('scores healthy rows out of fold only where they are in use', () => {
    const scores = scoresOutOfFold(detector, data, use);
    expect(Number.isFinite(scores[100])).toBe(true);
    expect(scores[HEALTHY]).toBeNaN();
  });
});

describe('the consensus', () => {
  it('needs agreement: the mean of what has a score', () => {
    const columns = [Float32Array.of(1, NaN, 12), Float32Array.of(3, 2, 0)];
    expect([...combine(columns, 1)]).toEqual([2, 2, 6]);
  });

  it('names detectors that could not be fitted and goes on with the others', () => {
    const few = dataOf(rows(4).map((row) => row.slice(0, 3)));
    const panel = fitPanel([expected(), iqr()], few, use);
    expect(panel.left).toMatchObject([{ name: 'expected', why: { reason: 'few tags' } }]);
    expect(panel.members.map(({ detector }) => detector.name)).toEqual(['iqr']);
  });

  it('blames the tag that most of its members blame', () => {
    const shares = panelContributions(fitPanel([expected(), pca(), iqr()], data, use), data, 1010, ROWS);
    expect(shares.indexOf(Math.max(...shares))).toBe(2);
  });
});

describe('a season by hour of day', () => {
  const days = 10;
  const hours = (at: number) => Math.floor(at / 60) % 24;
  const made = (season: number) => {
    const random = seedRandom(9);
    return dataOf(
      Array.from({ length: days * 1440 }, (_, at) => [
        season * Math.sin((2 * Math.PI * hours(at)) / 24) + nextNormal(random),
      ]),
    );
  };

  it('is taken where it narrows the spread', () => {
    const seasonal = made(5);
    const profile = seasonOf(seasonal, seasonal.columns[0], allOf(seasonal.length));
    expect(profile?.[6]).toBeCloseTo(5, 0);
    expect(profile?.[18]).toBeCloseTo(-5, 0);
  });

  it('is left where it does not, and where the history is short', () => {
    const plain = made(0);
    expect(seasonOf(plain, plain.columns[0], allOf(plain.length))).toBeNull();
    const short = allOf(plain.length).fill(0, 3 * 1440);
    const seasonal = made(5);
    expect(seasonOf(seasonal, seasonal.columns[0], short)).toBeNull();
  });
});

describe('spans of a score', () => {
  const rules = { on: 2, off: 1, onDelay: 2, offDelay: 2 };

  it('open above one level and close below another, after their delays', () => {
    const scores = [0, 3, 3, 1.5, 0, 1.5, 0, 0, 5, 0, 0, 3, 3];
    expect(spansOf(scores, rules)).toEqual([
      { from: 1, to: 6, peakAt: 1, peak: 3 },
      { from: 11, to: 13, peakAt: 11, peak: 3 },
    ]);
  });

  it('never overlap, are in order, and peak within', () => {
    const scores = fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { maxLength: 80 });
    fc.assert(
      fc.property(scores, (values) => {
        let end = 0;
        for (const { from, to, peakAt, peak } of spansOf(values, rules)) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(values[from]).toBeGreaterThan(rules.on);
          expect(peakAt).toBeGreaterThanOrEqual(from);
          expect(peakAt).toBeLessThan(to);
          expect(peak).toBe(Math.max(...values.slice(from, to)));
          end = to;
        }
      }),
    );
  });
});

describe('episodes of tags', () => {
  const episode = (
    index: number | null,
    from: number,
    to: number,
    source: TagEpisode['source'] = 'off expectation',
  ): TagEpisode => ({
    ...{ index, source, from, to, peakAt: from, peak: 2, threshold: 1, words: '' },
  });
  const group = (episodes: TagEpisode[]) =>
    groupEpisodes(episodes, {
      related: (a, b) => a % 2 === b % 2,
      joinWithin: 100,
      togetherWithin: 10,
      atOnce: 5,
    });

  it('are one event when they are related, overlap and begin near one another', () => {
    expect(group([episode(1, 0, 500), episode(3, 50, 90), episode(5, 120, 400)])).toHaveLength(1);
  });

  it('are two when they are not related, or begin far apart, or do not overlap', () => {
    expect(group([episode(1, 0, 500), episode(2, 50, 90)])).toHaveLength(2);
    expect(group([episode(1, 0, 500), episode(3, 300, 400)])).toHaveLength(2);
    expect(group([episode(1, 0, 20), episode(3, 50, 90)])).toHaveLength(2);
  });

  it('are one when they begin together, whatever they are', () => {
    expect(group([episode(1, 0, 500), episode(2, 5, 90)])).toHaveLength(1);
  });

  it('of different checks are different events', () => {
    expect(
      group([episode(1, 0, 500), episode(1, 2, 400, 'flat line'), episode(3, 3, 400, 'flat line')]),
    ).toHaveLength(2);
  });

  it('of a failing instrument hide what it makes of its own tag', () => {
    const stuck = episode(1, 0, 400, 'flat line');
    const other = episode(2, 10, 300);
    expect(withoutEchoes([stuck, episode(1, 20, 410), other], 30)).toEqual([stuck, other]);
  });

  it('of spikes are hidden by a long excursion of the same tag', () => {
    const long = episode(1, 0, 4000);
    expect(withoutEchoes([long, episode(1, 10, 60, 'spikes')], 30)).toEqual([long]);
  });
});
