import { watchNpm } from './npm-ancestors.mjs';

const PARENT_CHECK = 500;

/**
 * Aborts its signal when somebody wants us to stop: Ctrl-C, a signal, or the end of the npm that
 * started us, for a TERM sent to npm or to its shell does not reach us.
 *
 * @param {() => void} onRepeat called when Ctrl-C is pressed again
 * @returns {AbortSignal}
 */
export function stopRequest(onRepeat) {
  const controller = new AbortController();
  const ask = (by) => {
    if (controller.signal.aborted && by === 'SIGINT') onRepeat();
    controller.abort(by);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => ask(signal));
  if (process.env.npm_lifecycle_event) {
    const isNpmGone = watchNpm();
    const timer = setInterval(() => isNpmGone() && ask('the end of npm'), PARENT_CHECK);
    timer.unref();
  }
  return controller.signal;
}
