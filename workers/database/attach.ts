import { DuckDBDataProtocol } from 'duckdb-browser-blocking';
import { PlantFileError } from '$lib/sql/errors';
import type { AttachPlant } from './database';
import { askHost, hostObstacle } from './host';

let opened = 0;

/** Attach a plant file by ranges, of a File or of a static host, read-only. */
export const attachInBrowser: AttachPlant = async (engine, connection, location) => {
  if (opened > 0) engine.dropFile(`plant-${opened}.duckdb`);
  const name = `plant-${++opened}.duckdb`;
  if (location.kind === 'file') {
    engine.registerFileHandle(name, location.file, DuckDBDataProtocol.BROWSER_FILEREADER, true);
  } else {
    const obstacle = hostObstacle(await askHost(location.url));
    if (obstacle) throw new PlantFileError(obstacle);
    engine.registerFileURL(name, location.url, DuckDBDataProtocol.HTTP, false);
  }
  connection.query(`ATTACH '${name}' AS plant (READ_ONLY)`);
};
