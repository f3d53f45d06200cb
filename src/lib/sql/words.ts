const MISSING_EXTENSION =
  /with name "?([\w.]+)"? (?:is not in the catalog|does not exist)[^\n]*exists in the (\w+) extension/;
const AUTOLOAD = /required extension '(\w+)'/;
const FILE_ACCESS = /Cannot access file "([^"]*)" - file system operations are disabled/;

/** The engine's own words; errors of its parser come as JSON. */
export function engineMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (!text.startsWith('{"exception_type"')) return text;
  const { exception_type: kind, exception_message: message } = JSON.parse(text) as Record<string, string>;
  return `${kind} Error: ${message}`;
}

/** What the engine said about a failed statement, as a sentence for the person who wrote it. */
export function engineErrorInWords(error: unknown): string {
  const text = engineMessage(error);
  const missing = MISSING_EXTENSION.exec(text);
  if (missing) return `"${missing[1]}" is not available here: it belongs to DuckDB's ${missing[2]} extension`;
  const autoload = AUTOLOAD.exec(text);
  if (autoload) {
    const zones = autoload[1] === 'icu' ? '; times are UTC, use columns of type TIMESTAMP' : '';
    return `this needs DuckDB's ${autoload[1]} extension, which is not available here${zones}`;
  }
  const file = FILE_ACCESS.exec(text);
  if (file) return `file "${file[1]}" cannot be read: a query reads the open plant only`;
  if (error instanceof WebAssembly.RuntimeError)
    return `the database engine stopped at this statement (${text}); open the plant again`;
  const [first] = text.split(/\n\s*\nLINE \d+:/);
  return first.replaceAll(/\s*\n\s*/g, ' ').trim();
}
