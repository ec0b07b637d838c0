const BLANKS = /[ \t\n\r]*/y;
const SCALAR =
  /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end' | 'nothing';

/**
 * Where text stops being JSON, as an index; its length when it only ends too early.
 * V8 knows but, for most mistakes, tells only the text around it, which may hold a secret.
 */
export function jsonErrorPosition(text: string): number {
  const open: string[] = [];
  let expected: Expected = 'value';
  for (let at = skip(BLANKS, text, 0); at < text.length; at = skip(BLANKS, text, at)) {
    const char = text[at]!;
    const end = skip(SCALAR, text, at);
    const next: Expected | undefined =
      end > at ? afterScalar(expected, char, open) : afterMark(expected, char, open);
    if (next === undefined) {
      return at;
    }
    expected = next;
    at = Math.max(end, at + 1);
  }
  return text.length;
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function afterScalar(expected: Expected, char: string, open: readonly string[]) {
  if (expected.startsWith('key')) {
    return char === '"' ? ':' : undefined;
  }
  return expected.startsWith('value') ? afterValue(open) : undefined;
}

function afterMark(expected: Expected, char: string, open: string[]): Expected | undefined {
  if (expected.startsWith('value') && (char === '{' || char === '[')) {
    open.push(char);
    return char === '{' ? 'key or }' : 'value or ]';
  }
  if (expected === ':' && char === ':') {
    return 'value';
  }
  if (expected === ', or end' && char === ',') {
    return open.at(-1) === '{' ? 'key' : 'value';
  }
  return closes(expected, char, open) ? afterClosing(open) : undefined;
}

function closes(expected: Expected, char: string, open: readonly string[]): boolean {
  const closing = open.at(-1) === '{' ? '}' : ']';
  return char === closing && open.length > 0 && expected.includes('or');
}

function afterClosing(open: string[]): Expected {
  open.pop();
  return afterValue(open);
}

function afterValue(open: readonly string[]): Expected {
  return open.length === 0 ? 'nothing' : ', or end';
}
