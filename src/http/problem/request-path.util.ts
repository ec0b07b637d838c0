const LONGEST = 200;

/** The path a client asked for, without its query and cut to a length that fits a sentence. */
export function requestPath(request: {
  readonly originalUrl?: string;
  readonly url?: string;
}): string {
  const path = (request.originalUrl ?? request.url ?? '').split('?', 1)[0]!;
  return path.length > LONGEST ? `${path.slice(0, LONGEST)}…` : path;
}
