import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { FieldProblem } from '../api/api-problem.js';
import { checkDefinition, type Definition, tryOnDays } from '../api/workflows.js';

const CHECK_MS = 350;
const COUNT_MS = 700;
export const DAYS = 7;
const none: FieldProblem[] = [];

interface Check {
  /** Undefined until the first answer. */
  valid: boolean | undefined;
  errors: FieldProblem[];
}

/** Has the server look for mistakes while somebody types. */
export function useCheck(definition: Definition): Check {
  const [settled] = useDebouncedValue(definition, CHECK_MS);
  const query = useQuery({
    queryKey: ['workflow-check', settled],
    queryFn: ({ signal }) => checkDefinition(settled, signal),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  return { valid: query.data?.valid, errors: query.data?.errors ?? none };
}

/** How many events of the last days it would have matched. */
export function useMatchCount(definition: Definition, enabled: boolean) {
  const [settled] = useDebouncedValue(definition, COUNT_MS);
  return useQuery({
    queryKey: ['workflow-count', settled],
    queryFn: ({ signal }) => tryOnDays(settled, DAYS, signal),
    enabled,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
}
