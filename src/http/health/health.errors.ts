/** A dependency is not as it must be; the message is shown to whoever asks for the health. */
export class UnhealthyError extends Error {
  override readonly name = 'UnhealthyError';
}
