import { DuckDBDataProtocol } from 'duckdb-browser-blocking';
import { PlantFileError } from '$lib/sql/errors';
import { ANALYSIS } from '$lib/sql/analysis-tables';
import type { AttachAnalysis, AttachPlant } from './database';
import { ANALYSIS_FOLDER } from './analysis-beside';
import { askHost, hostObstacle } from './host';
import { readHosted } from './read-hosted';

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
    readHosted(location.url);
    engine.registerFileURL(name, location.url, DuckDBDataProtocol.HTTP, false);
  }
  connection.query(`ATTACH '${name}' AS plant (READ_ONLY)`);
};

let analyses = 0;

/** Attach an analysis file read-only, in place of the one before. */
export const attachAnalysisInBrowser: AttachAnalysis = (engine, connection, file) => {
  if (analyses > 0) engine.dropFile(`${ANALYSIS_FOLDER}/${analyses}.duckdb`);
  const name = `${ANALYSIS_FOLDER}/${++analyses}.duckdb`;
  engine.registerFileHandle(name, file, DuckDBDataProtocol.BROWSER_FILEREADER, true);
  connection.query(`ATTACH '${name}' AS ${ANALYSIS} (READ_ONLY)`);
};
