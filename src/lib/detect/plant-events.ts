import { shareByHand } from './bad-data';
import { chanceOf, thresholdOf } from './budget';
import { learnCorrelation, relatedTo, type Correlation } from './correlation';
import { groupEpisodes, withoutEchoes, type TagEpisode } from './episode-groups';
import { spansOf } from './episodes';
import type { EventTag, PlantEvent } from './event-types';
import type { Frame } from './frame';
import { checkPlant, episodeOf } from './plant-checks';
import { COARSE_MINUTES, type PlantModel } from './plant-model';
import { maskOf } from './healthy';
import { taughtAbove, type Lesson } from './lessons';
import { isSafety, severityOf } from './severity';
import { residualsAt } from './watch';

/** A span closes when the ratio falls to this share of its threshold. */
const OFF = 0.7;
/** It must stay there so long. */
const OFF_DELAY_HOURS = 6;
/** A further tag belongs to an event when it begins within so many hours of the last one that joined. */
const JOIN_HOURS = 36;
/** Tags that are off within so many hours of the first belong to one disturbance. */
const TOGETHER_HOURS = 1;
/** States and checks that begin within so many minutes belong together. */
const AT_ONCE_MINUTES = 10;
/** Tags whose healthy correlation is at least this belong together wherever they are. */
const CORRELATED = 0.8;
const HOUR_MS = 3_600_000;

/** Ratio to its limit that the most abnormal tag passes on `perDay` healthy days in one. */
export const tagThreshold = ({ daily }: PlantModel, perDay: number): number =>
  Math.max(1, thresholdOf(daily, perDay));

/** Stretches in which a tag was off what the others say, in steps of the frame. */
function offExpectation(
  model: PlantModel,
  frame: Frame,
  perDay: number,
  lessons: readonly Lesson[],
): TagEpisode[] {
  const { coarse, ratios, scales, dailyByTag, sustained } = model;
  const size = Math.round(coarse.stepMs / frame.stepMs);
  const plant = tagThreshold(model, perDay);
  const offDelay = Math.max(1, Math.round((OFF_DELAY_HOURS * HOUR_MS) / coarse.stepMs));
  return ratios.flatMap((column, tag) => {
    // A tag may raise its share of the false alarms and no more.
    const own = dailyByTag[tag];
    const usual = own === null ? plant : Math.max(plant, thresholdOf(own, perDay / ratios.length));
    const on = Math.max(usual, taughtAbove(lessons, 'off expectation', scales.scales[tag].tag));
    return spansOf(column, { on, off: OFF * on, onDelay: 1, offDelay }).map(
      ({ from, to, peakAt, peak }): TagEpisode => {
        // The ratio is up once it has been so for `sustained` steps: that is when it began.
        const began = Math.max(0, from - sustained + 1) * size;
        const index = scales.scales[tag].index;
        return {
          index,
          source: 'off expectation',
          from: began,
          to: Math.min(frame.length, to * size),
          peakAt: Math.min(frame.length - 1, peakAt * size),
          peak: peak / on,
          threshold: on,
          words: '',
        };
      },
    );
  });
}

/**
 * Whether a failed check becomes part of an event: not where a person left the readings out, nor where they said that as
 * much of the same was not real. Emergency stops and aborts are always told.
 */
function isWorthSaying(
  { index, source, from, to, peak }: TagEpisode,
  { tags }: Frame,
  lessons: readonly Lesson[],
): boolean {
  if (index === null) return true;
  const { tag, bad } = tags[index];
  if (shareByHand(bad, from, to) > 0.5) return false;
  return isSafety(tag) || peak > taughtAbove(lessons, source, tag);
}

/** Whether two tags of the frame belong together: the same part of the plant, or they move together when healthy. */
function relatedTags(
  { scales }: PlantModel,
  frame: Frame,
  correlation: Correlation,
): (a: number, b: number) => boolean {
  const place = new Map(scales.scales.map(({ index }, tag) => [index, tag]));
  return (a, b) => {
    if (frame.tags[a].system === frame.tags[b].system) return true;
    const [i, j] = [place.get(a), place.get(b)];
    return i !== undefined && j !== undefined && Math.abs(correlation(i, j)) >= CORRELATED;
  };
}

/** What a tag read at its peak and what the others say it should have. */
function readingsAt(model: PlantModel, frame: Frame, { index, peakAt, source }: TagEpisode) {
  if (index === null) return { actual: NaN, expected: NaN };
  const tag = model.scales.scales.findIndex((scale) => scale.index === index);
  const size = Math.round(model.coarse.stepMs / frame.stepMs);
  if (tag < 0 || source !== 'off expectation')
    return { actual: frame.tags[index].avg[peakAt], expected: NaN };
  const { median, sigma } = model.scales.scales[tag];
  const residuals = residualsAt(model.watch, model.coarse, Math.floor(peakAt / size));
  const value = residuals.values[tag];
  return { actual: median + sigma * value, expected: median + sigma * (value - residuals.off[tag]) };
}

function eventTag(model: PlantModel, frame: Frame, episode: TagEpisode): EventTag[] {
  if (episode.index === null) return [];
  const ms = (at: number) => frame.startMs + at * frame.stepMs;
  const { from, to, peakAt, peak, threshold, words, index } = episode;
  return [
    {
      tag: frame.tags[index].tag,
      ...{ onsetMs: ms(from), endMs: ms(to), peakMs: ms(peakAt), peak, threshold, words },
      ...readingsAt(model, frame, episode),
    },
  ];
}

/** Chance that a healthy day shows as much: of the ratio as learnt; of a check, which no healthy day failed, one in days + 1. */
function confidenceOf({ daily }: PlantModel, { source, peak, threshold }: TagEpisode): number {
  return source === 'off expectation' ? 1 - chanceOf(daily, peak * threshold) : 1 - 1 / (daily.days + 1);
}

const round = (value: number): string => String(Number(value.toPrecision(4)));

function describe(tags: readonly EventTag[], [{ source, words }]: readonly TagEpisode[]): string {
  if (tags.length === 0) return words;
  if (source !== 'off expectation') return tags.map((tag) => `${tag.tag}: ${tag.words}`).join('; ');
  const worst = tags.reduce((most, tag) => (tag.peak > most.peak ? tag : most));
  const first = `${worst.tag} read ${round(worst.actual)} where the other tags say ${round(worst.expected)}`;
  return tags.length === 1 ? first : `${first}; ${tags.length - 1} more tags are off, ${tags[0].tag} first`;
}

function eventOf(
  model: PlantModel,
  frame: Frame,
  episodes: readonly TagEpisode[],
  correlation: Correlation,
): PlantEvent {
  const tags = episodes.flatMap((episode) => eventTag(model, frame, episode));
  const ms = (at: number) => frame.startMs + at * frame.stepMs;
  const worst = episodes.reduce((most, episode) => (episode.peak > most.peak ? episode : most));
  return {
    fromMs: ms(episodes[0].from),
    toMs: ms(Math.max(...episodes.map(({ to }) => to))),
    peakMs: ms(worst.peakAt),
    kind: worst.source,
    severity: severityOf(episodes, (index) => frame.tags[index].tag),
    confidence: confidenceOf(model, worst),
    system: worst.index === null ? 'Export' : frame.tags[worst.index].system,
    tags,
    related: relatedTo(tags, model, correlation),
    detectors: [],
    description: describe(tags, episodes),
  };
}

/**
 * Events of a plant, by onset: tags off expectation and checks that failed, those that belong together as one.
 * @param perDay false alarms a day that the threshold is set for
 */
export function plantEvents(
  model: PlantModel,
  frame: Frame,
  perDay: number,
  lessons: readonly Lesson[] = [],
): PlantEvent[] {
  const masks = { use: model.use, steady: model.steady, healthy: maskOf(frame, model.period) };
  const found = checkPlant(frame, model.scales, masks)
    .map(episodeOf)
    .filter((episode) => isWorthSaying(episode, frame, lessons));
  const steps = (ms: number) => Math.round(ms / frame.stepMs);
  const all = withoutEchoes(
    [...offExpectation(model, frame, perDay, lessons), ...found],
    steps(COARSE_MINUTES * 60_000 * 15),
  );
  const correlation = learnCorrelation(model);
  const groups = groupEpisodes(all, {
    related: relatedTags(model, frame, correlation),
    joinWithin: steps(JOIN_HOURS * HOUR_MS),
    togetherWithin: steps(TOGETHER_HOURS * HOUR_MS),
    atOnce: steps(AT_ONCE_MINUTES * 60_000),
  });
  return groups.map((episodes) => eventOf(model, frame, episodes, correlation));
}
