const LONGEST = 10;
const LAST = 999_999;

/** Keys for a repository's project, the best first: `HELLOWORLD`, then `HELLOWORL2` and on. */
export function* projectKeys(fullName: string): Generator<string> {
  const base = baseOf(fullName.slice(fullName.indexOf('/') + 1));
  yield base.slice(0, LONGEST);
  for (let number = 2; number <= LAST; number += 1) {
    const end = String(number);
    yield base.slice(0, LONGEST - end.length) + end;
  }
}

/** At least two characters, a letter first. */
function baseOf(name: string): string {
  const word = name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  return /^[A-Z][A-Z0-9]/.test(word) ? word : `GH${word}`;
}
