/** The same hue for the same name, everywhere and always. */
export function hueOf(name: string): number {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 9_973;
  return (hash * 47) % 360;
}
