import { dashesFor } from '$lib/charts/palette';
import { chartSvg } from '$lib/charts/svg';
import type { ChartTheme } from '$lib/charts/theme';
import type { ChartData } from '$lib/charts/types';
import type { TimeRange } from '$lib/ingest/types';

/** For paper, whatever the page looks like. */
const PAPER: ChartTheme = {
  panel: '#ffffff',
  line: '#c9ced1',
  text: '#1d2327',
  quiet: '#566069',
  focus: '#0b5cad',
  font: '12px system-ui, sans-serif',
};

/** Width of a picture, CSS px. */
export const PICTURE_PX = 560;
const HEIGHT_PX = 200;

/** A trend as a picture for the report. @param subtitle the period in words */
export const reportPicture = (
  title: string,
  subtitle: string,
  data: ChartData,
  view: TimeRange,
  zone: string,
): { title: string; svg: string } => ({
  title: `${title}, ${subtitle}`,
  svg: chartSvg({
    ...{ title, subtitle, data, view, zone },
    legend: data.series.map(({ color, label }, at) => ({
      color,
      dash: dashesFor(data.series.map((one) => one.color))[at],
      text: label,
    })),
    ...{ hidden: new Set<string>(), limits: [], events: [], theme: PAPER },
    ...{ widthPx: PICTURE_PX, heightPx: HEIGHT_PX },
  }),
});
