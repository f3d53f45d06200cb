export function writePair(bytes: Uint8Array, at: number, value: number): number;
export function writeFixed(bytes: Uint8Array, at: number, value: number, decimals: number): number;
export function writeClock(bytes: Uint8Array, at: number, secondsOfDay: number): number;
