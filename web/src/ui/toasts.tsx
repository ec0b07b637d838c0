import { lazy, Suspense, useSyncExternalStore } from 'react';

const ToastCorner = lazy(() => import('./toast-corner.js'));
const listeners = new Set<() => void>();
let wanted = false;

/** Where the page says in passing what came of something; not there before it has something to say. */
export function Toasts() {
  const shown = useSyncExternalStore(watch, () => wanted);
  return <Suspense>{shown && <ToastCorner />}</Suspense>;
}

/** Says that something was done. */
export function tellDone(title: string, message: string): void {
  void show({ color: 'green', title, message });
}

/** Says why something was not done. */
export function tellFailure(error: Error): void {
  void show({ color: 'red', title: 'Not done', message: error.message });
}

async function show(toast: { color: string; title: string; message: string }): Promise<void> {
  wanted = true;
  for (const listener of listeners) listener();
  const { notifications } = await import('@mantine/notifications');
  notifications.show(toast);
}

function watch(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
