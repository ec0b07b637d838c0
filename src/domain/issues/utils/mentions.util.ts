/** Code is quoted, not said: nobody is called by `@Injectable()` in an example. */
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;
const MENTION = /(?<![\w@/.-])@([a-z0-9](?:[a-z0-9._-]{0,61}[a-z0-9])?)(?![\w@/-])/g;
const REFERENCE = /(?<![\w#/&-])(?:([A-Z][A-Z0-9]{1,9})-|#)([1-9]\d{0,8})(?![\w-])/g;

/** The most people, and the most issues, that one text reaches. */
const MOST = 20;

/** An issue as a text names it: `#12` of the same project, or `KEY-12`. */
export interface NamedIssue {
  /** undefined for the project of the issue that the text belongs to. */
  readonly key: string | undefined;
  readonly number: number;
}

/** The handles that a text calls with `@`, each once. */
export function mentionsIn(text: string): string[] {
  const handles = [...outsideCode(text).matchAll(MENTION)].map((match) => match[1] ?? '');
  return [...new Set(handles)].slice(0, MOST);
}

/** The issues that a text refers to, each once. */
export function referencesIn(text: string): NamedIssue[] {
  const named = new Map<string, NamedIssue>();
  for (const [whole, key, number] of outsideCode(text).matchAll(REFERENCE)) {
    named.set(whole, { key, number: Number(number) });
  }
  return [...named.values()].slice(0, MOST);
}

function outsideCode(text: string): string {
  return text.replaceAll(CODE, ' ');
}
