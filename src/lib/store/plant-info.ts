import { groupOf } from '$lib/plant/groups';
import { extentQuery, issuesQuery, metaQuery, sourcesQuery, tagsQuery } from '$lib/sql/plant-info';
import type { Query } from '$lib/sql/query';
import type { MetaKey } from '$lib/sql/schema';
import type { PlantInfo } from './plant-types';

const MINUTE_MS = 60_000;

/** What is known of a plant as a whole, read once when it is opened. */
export async function readPlantInfo(run: <T>(query: Query<T>) => Promise<T>): Promise<PlantInfo> {
  const meta = await run(metaQuery());
  const tags = await run(tagsQuery());
  const sources = await run(sourcesQuery());
  const issues = await run(issuesQuery());
  const { firstMs, lastMinuteMs, minutes } = await run(extentQuery());
  const value = (key: MetaKey) => meta.get(key) ?? '';
  return {
    name: value('name'),
    label: value('label'),
    fingerprint: value('fingerprint'),
    zone: value('zone') || 'UTC',
    createdMs: Date.parse(value('created_at')),
    rows: sources.reduce((sum, source) => sum + source.rowsUsed, 0),
    firstMs,
    endMs: lastMinuteMs + MINUTE_MS,
    minutes,
    samplingIntervalSeconds: Number(value('sampling_interval_seconds')) || 1,
    tags: tags.map((tag) => ({ ...tag, group: groupOf(tag) })),
    sources,
    issues,
  };
}
