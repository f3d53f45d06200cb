/** How a plant's report is to look. */
export interface ReportSettings {
  /** '' for the plant's own name. */
  title: string;
  /** Picture as a data address; null for none. */
  logo: string | null;
  /** Parts that are left out. */
  without: string[];
}

export const USUAL_REPORT: ReportSettings = { title: '', logo: null, without: [] };
