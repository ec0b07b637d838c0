import { HostileJsonError } from '../problem/http.errors.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COLON = 0x3a;

/** The keys met so far in one open object; undefined for an open array. */
type Level = Set<string> | undefined;

/**
 * Walks JSON text once, without building anything, for what is lost or too late after parsing:
 * nesting, repeated keys and forbidden keys. Text that is no JSON is left to the parser to refuse.
 */
export class JsonScanner {
  private readonly levels: Level[] = [];
  private position = 0;

  constructor(
    private readonly text: string,
    private readonly maxDepth: number,
    private readonly forbidden: ReadonlySet<string>,
  ) {}

  scan(): void {
    for (; this.position < this.text.length; this.position += 1) {
      const code = this.text.charCodeAt(this.position);
      if (code === QUOTE) {
        this.string();
      } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
        this.open(code === OPEN_BRACE ? new Set() : undefined);
      } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
        this.levels.pop();
      }
    }
  }

  private open(level: Level): void {
    this.levels.push(level);
    if (this.levels.length > this.maxDepth) {
      throw new HostileJsonError(
        '',
        `is nested deeper than ${this.maxDepth} levels`,
        'Send flatter data.',
      );
    }
  }

  private string(): void {
    const start = this.position;
    for (this.position += 1; this.position < this.text.length; this.position += 1) {
      const code = this.text.charCodeAt(this.position);
      if (code === BACKSLASH) {
        this.position += 1;
      } else if (code === QUOTE) {
        break;
      }
    }
    const keys = this.levels.at(-1);
    if (keys && this.next() === COLON) {
      this.key(keys, this.text.slice(start, this.position + 1));
    }
  }

  private next(): number {
    let after = this.position + 1;
    while (after < this.text.length && this.text.charCodeAt(after) <= 0x20) {
      after += 1;
    }
    return this.text.charCodeAt(after);
  }

  private key(keys: Set<string>, literal: string): void {
    const key = decode(literal);
    if (this.forbidden.has(key)) {
      throw new HostileJsonError(key, 'is not allowed as a key', 'Rename it.');
    }
    if (keys.has(key)) {
      throw new HostileJsonError(key, 'is given more than once', 'Give it once.');
    }
    keys.add(key);
  }
}

function decode(literal: string): string {
  try {
    return literal.includes('\\') ? (JSON.parse(literal) as string) : literal.slice(1, -1);
  } catch {
    return literal;
  }
}
