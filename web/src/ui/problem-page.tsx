import { Container } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { ProblemNotice } from './problem-notice.js';

/** Stands in for a page that could not be shown at all. */
export function ProblemPage({ error }: { error: unknown }) {
  const router = useRouter();
  return (
    <Container size="sm" py="xl" component="main">
      <ProblemNotice error={toError(error)} onRetry={() => void router.invalidate()} />
    </Container>
  );
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
