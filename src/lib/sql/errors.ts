/** A statement that is refused or fails; `message` says why in words. */
export class QueryError extends Error {
  override name = 'QueryError';
}

/** A file that is no plant file of ours, or one of a schema that this version does not read. */
export class PlantFileError extends Error {
  override name = 'PlantFileError';
}
