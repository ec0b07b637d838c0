/** Keeps the microseconds that PostgreSQL tells and that a `Date` drops. */
export function millis(at: unknown): number | undefined {
  if (typeof at !== 'string') return undefined;
  const parsed = Date.parse(at);
  if (Number.isNaN(parsed)) return undefined;
  const micros = /\.\d{3}(\d{1,3})/.exec(at)?.[1];
  return parsed + (micros === undefined ? 0 : Number(micros.padEnd(3, '0')) / 1_000);
}

/** `0.4 ms`, `35 ms`, `1.2 s`, `3 min 5 s`, `2 h 10 min`. */
export function formatLength(ms: number): string {
  if (ms < 10) return `${trim(ms.toFixed(1))} ms`;
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${trim((ms / 1_000).toFixed(2))} s`;
  if (ms < 60_000) return `${trim((ms / 1_000).toFixed(1))} s`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return parts([minutes, 'min'], [Math.round((ms % 60_000) / 1_000), 's']);
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return parts([hours, 'h'], [minutes % 60, 'min']);
  return parts([Math.floor(hours / 24), 'd'], [hours % 24, 'h']);
}

function trim(text: string): string {
  return text.replace(/\.?0+$/, '');
}

function parts(...pairs: [number, string][]): string {
  const telling = pairs.filter(([amount], index) => index === 0 || amount > 0);
  return telling.map(([amount, unit]) => `${amount} ${unit}`).join(' ');
}
