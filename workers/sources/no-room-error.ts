/** The disk is full, or the browser's quota for this site is; the page knows it by its name. */
export class NoRoomError extends Error {
  override name = 'NoRoomError';
}
