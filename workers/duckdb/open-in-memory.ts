import type { DuckDBBindings } from 'duckdb-browser-blocking';

/**
 * Open an empty database in memory, replacing what was open; registered files are forgotten. Extensions are neither
 * fetched nor loaded, whatever a statement says.
 */
export function openInMemory(engine: DuckDBBindings): void {
  engine.open({ query: { castBigIntToDouble: true, castDecimalToDouble: true } });
  const connection = engine.connect();
  try {
    connection.query('SET autoload_known_extensions=false; SET autoinstall_known_extensions=false;');
  } finally {
    connection.close();
  }
}
