import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../api/api-problem.js';

/** A refused request stays refused; only a server that did not answer is asked again. */
function shouldRetry(failures: number, error: Error): boolean {
  if (!(error instanceof ApiProblem)) return false;
  return failures < 3 && (error.status === 0 || error.status === 503);
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: shouldRetry, refetchOnWindowFocus: false, staleTime: 10_000 },
  },
});
