export interface RealChannel {
  set: string;
  name: string;
  values: number[];
}
export function realChannels(data: string): RealChannel[];
