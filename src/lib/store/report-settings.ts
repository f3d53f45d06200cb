import { database } from './registry';
import { USUAL_REPORT, type ReportSettings } from './report-types';

const key = (fingerprint: string) => `report ${fingerprint}`;

/** How the report of a plant looks. */
export async function readReportSettings(fingerprint: string): Promise<ReportSettings> {
  const known = await (await database()).get('settings', key(fingerprint));
  return { ...USUAL_REPORT, ...(known as Partial<ReportSettings> | undefined) };
}

/** Remember how the report of a plant looks. */
export async function writeReportSettings(fingerprint: string, settings: ReportSettings): Promise<void> {
  await (await database()).put('settings', settings, key(fingerprint));
}
