const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Aborts on the first Ctrl-C or SIGTERM, so that work can end in order; the second one kills. */
export function stopSignal(): { readonly signal: AbortSignal; readonly dispose: () => void } {
  const controller = new AbortController();
  const stop = () => {
    controller.abort();
    dispose();
  };
  const dispose = () => {
    for (const name of SIGNALS) {
      process.off(name, stop);
    }
  };
  for (const name of SIGNALS) {
    process.on(name, stop);
  }
  return { signal: controller.signal, dispose };
}
