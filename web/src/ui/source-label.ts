/** What the places a change can come from are called. */
const labels: Record<string, string> = {
  application: 'app',
  'application-sql': 'app SQL',
  database: 'database',
  sync: 'sync',
  replay: 'replay',
};

export function sourceLabel(source: string): string {
  return labels[source] ?? source;
}
