/**
 * Makes a test for a pattern in which `*` stands for any text and `?` for one character.
 *
 * Greedy with one point to go back to, so the work is at most pattern × text: no pattern makes it
 * explode, which is why workflows have this and not regular expressions.
 */
export function glob(pattern: string): (text: string) => boolean {
  return (text) => {
    let at = 0;
    let wanted = 0;
    let star = -1;
    let resume = 0;
    while (at < text.length) {
      const sign = pattern[wanted];
      if (sign === '*') {
        star = wanted++;
        resume = at;
      } else if (sign === '?' || sign === text[at]) {
        wanted++;
        at++;
      } else if (star === -1) {
        return false;
      } else {
        wanted = star + 1;
        at = ++resume;
      }
    }
    while (pattern[wanted] === '*') {
      wanted++;
    }
    return wanted === pattern.length;
  };
}
