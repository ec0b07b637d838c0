/** A record that begins or ends has one side only that is worth showing. */
export function onlySide(event: string): { only?: 'before' | 'after' } {
  if (event === 'create') return { only: 'after' };
  return event === 'destroy' ? { only: 'before' } : {};
}
