const REDACTED = '[redacted]';
const SECRET_NAME =
  /(^|[_-])(pass(word|wd|phrase)?|secret|token|otp|pin|cookie|authorization|credentials?|api[_-]?key|private[_-]?key)($|[_-])/i;

/** Each finds a secret in running text by what stands around it; the first group is kept. */
const IN_TEXT: readonly RegExp[] = [
  /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s@/]+(?=@)/gi,
  /(\b(?:bearer|basic)\s+)[\w.~+/=-]{6,}/gi,
  /(\bbks_)[\w-]{6,}/g,
  /(\b(?:password|passwd|secret|token|api[_-]?key|authorization|cookie)["']?\s*[=:]\s*["']?)[^\s"'&,;]+/gi,
];
const DEEPEST = 6;

/** The text without passwords in URLs, bearer tokens and `name=value` secrets. */
export function redactText(text: string): string {
  return IN_TEXT.reduce((kept, pattern) => kept.replaceAll(pattern, `$1${REDACTED}`), text);
}

/** A copy that is safe to log: secrets by name and by shape are gone, depth is limited. */
export function redactValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') {
    return redactText(value);
  }
  if (typeof value === 'bigint') {
    return String(value);
  }
  if (value instanceof Error) {
    return { name: value.name, message: redactText(value.message) };
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) {
    return value;
  }
  if (depth >= DEEPEST) {
    return '[deeper]';
  }
  if (Array.isArray(value)) {
    return value.map((item) => redactValue(item, depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      SECRET_NAME.test(dashed(name)) ? REDACTED : redactValue(item, depth + 1),
    ]),
  );
}

function dashed(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2');
}
