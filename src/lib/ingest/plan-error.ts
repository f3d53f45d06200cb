/** A file that cannot be planned; `advice` says in a sentence what the person can do. */
export class PlanError extends Error {
  override name = 'PlanError';
  constructor(
    message: string,
    readonly advice: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
