/** A model's training cannot go on, in words; `advice` says what a person can do. */
export class TrainError extends Error {
  override name = 'TrainError';
  constructor(
    message: string,
    readonly advice = '',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A model's file is missing, damaged or of another kind. */
export class ModelFileError extends Error {
  override name = 'ModelFileError';
  constructor(
    message: string,
    readonly advice = '',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The graphics device went away while a model was on it; what was trained up to the last checkpoint is kept. */
export class DeviceLostError extends Error {
  override name = 'DeviceLostError';
  readonly advice = 'Go on from the last checkpoint, on the processor if it happens again.';
}
