import { judgeTag, type TagContext } from '$lib/quality/judge-tag';
import { joinMany } from '$lib/quality/report';
import { judgeTimeline } from '$lib/quality/timeline';
import type { QualityApi } from '$lib/rpc/quality';

/** Judges a plant's minutes: the rows of all tags first, then one tag after the other. */
export function createQuality(): QualityApi {
  let context: Omit<TagContext, 'limits'> | null = null;
  let unread = new Float64Array();
  return {
    begin({ timeline, resting, zone, local }) {
      const report = judgeTimeline(timeline, local);
      const isResting = resting && ((at: number) => resting[at] === 1);
      context = { timeline, rowsInterval: report.interval, resting: isResting, zone };
      unread = new Float64Array(timeline.minutes.length).fill(Number.NaN);
      return { ...report, findings: joinMany(report.findings) };
    },
    judge(facts, limits, { values, count }) {
      if (context === null) throw new Error('quality is judged of a tag before its timeline');
      const known = values ?? { avg: unread, min: unread, max: unread };
      const minutes = { ...known, count: count ?? context.timeline.rows };
      const report = judgeTag(facts, minutes, { ...context, limits });
      return { ...report, findings: joinMany(report.findings) };
    },
  };
}
