/** One sensor of the wide file; only what tests read is typed. */
export interface WideSensor {
  kind: 'analog' | 'boolean' | 'total';
  name: string;
}
export const wideSensors: WideSensor[];
export const wideHeader: string[];
