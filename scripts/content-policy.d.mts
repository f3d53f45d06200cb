export function pageDirectives(hashes: string[]): Record<string, string[]>;
export function policyHeader(path: string, kind: 'page' | 'file', origins?: readonly string[]): string | null;
