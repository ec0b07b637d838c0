const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Calls back every second, with one timer for the whole page. */
export function onTick(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tell, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tell(): void {
  for (const listener of listeners) listener();
}
