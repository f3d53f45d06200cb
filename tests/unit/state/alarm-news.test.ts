import { expect, it } from 'vitest';
import { AlarmNews } from '$lib/state/alarm-news';

const at = (minutes: number, alarm = 'hot', annunciates = true) => ({
  atMs: minutes * 60_000,
  alarm,
  annunciates,
});

it('tells nothing of what stood when it began, then what came with each growth, once', () => {
  const news = new AlarmNews();
  expect(news.take([at(1), at(5)], 5 * 60_000)).toEqual([]);
  expect(news.take([at(1), at(5), at(8), at(9, 'low')], 9 * 60_000)).toEqual([at(8), at(9, 'low')]);
  expect(news.take([at(1), at(5), at(8), at(9, 'low')], 9 * 60_000)).toEqual([]);
});

it('tells of the minute that was not whole before', () => {
  const news = new AlarmNews();
  news.take([], 10.5 * 60_000);
  expect(news.take([at(10)], 12 * 60_000)).toEqual([at(10)]);
});

it('does not call for old data that other limits bring up, nor for what does not annunciate', () => {
  const news = new AlarmNews();
  news.take([at(1)], 60 * 60_000);
  expect(news.take([at(1), at(20, 'changed'), at(61, 'quiet', false)], 62 * 60_000)).toEqual([]);
});

it('begins anew after it forgot', () => {
  const news = new AlarmNews();
  news.take([], 60_000);
  news.forget();
  expect(news.take([at(9)], 9 * 60_000)).toEqual([]);
});
