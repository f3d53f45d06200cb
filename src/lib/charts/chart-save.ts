import { download, fileName, pngBlob } from './download';
import { chartCsv } from './csv';
import { chartPicture, type Picture } from './png';
import { dashesFor } from './palette';
import { chartSvg, type SvgPicture } from './svg';
import { seriesValue } from './series-value';
import type { ChartData, ChartView } from './types';

/** Hand what a chart shows to the browser as CSV. @param name of the file without extension */
export function saveCsv(name: string, data: ChartData, view: ChartView, hidden: ReadonlySet<string>): void {
  const csv = chartCsv(data, view, hidden);
  download(new Blob([csv], { type: 'text/csv;charset=utf-8' }), fileName(name, 'csv'));
}

/** Legend of a picture: each visible series with its value, in the order of the data. */
export function pictureLegend(
  { series }: ChartData,
  values: readonly number[],
  hidden: ReadonlySet<string>,
): Picture['legend'] {
  const dashes = dashesFor(series.map(({ color }) => color));
  return series
    .map((one, i) => ({
      tag: one.tag,
      color: one.color,
      dash: dashes[i],
      text: `${one.label} ${seriesValue(one, values[i])}`,
    }))
    .filter(({ tag }) => !hidden.has(tag));
}

/**
 * Hand a chart to the browser as PNG.
 * @param pixelRatio device pixels of the canvas in a CSS pixel
 * @returns why it could not be saved, '' when it was
 */
export async function savePng(
  name: string,
  canvas: HTMLCanvasElement,
  picture: Picture,
  pixelRatio: number,
): Promise<string> {
  try {
    download(await pngBlob(chartPicture(canvas, picture, pixelRatio)), fileName(name, 'png'));
    return '';
  } catch (cause) {
    return `The picture could not be saved: ${cause instanceof Error ? cause.message : String(cause)}.`;
  }
}

/** Hand a chart to the browser as SVG. @param name of the file without extension */
export function saveSvg(name: string, picture: SvgPicture): void {
  download(new Blob([chartSvg(picture)], { type: 'image/svg+xml' }), fileName(name, 'svg'));
}
