import { Alert, Button, Group, List, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ApiProblem } from '../api/api-problem.js';
import { CopyButton } from './copy-button.js';
import { Icon } from './icon.js';

interface ProblemNoticeProps {
  error: Error;
  onRetry?: () => void;
}

/** Says what went wrong, with the correlation id that finds it in the logs and in the trail. */
export function ProblemNotice({ error, onRetry }: ProblemNoticeProps) {
  const problem = error instanceof ApiProblem ? error : undefined;
  const text = problem?.detail || (problem ? '' : error.message);
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      icon={<Icon name={problem?.status === 0 ? 'wifiOff' : 'warning'} size={18} />}
      title={problem?.title ?? 'Something went wrong in the console'}
    >
      {text && <Text size="sm">{text}</Text>}
      {problem !== undefined && problem.errors.length > 0 && (
        <List size="sm" mt={4}>
          {problem.errors.map((item) => (
            <List.Item key={item.field}>
              <b>{item.field}</b>: {item.problem} {item.remedy}
            </List.Item>
          ))}
        </List>
      )}
      <Group gap="xs" mt={8}>
        {onRetry && (
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
        {problem?.correlationId !== undefined && (
          <>
            <Text size="xs" c="dimmed">
              Correlation{' '}
              <Link to="/correlations/$id" params={{ id: problem.correlationId }}>
                {problem.correlationId}
              </Link>
            </Text>
            <CopyButton value={problem.correlationId} label="Copy the correlation id" />
          </>
        )}
      </Group>
    </Alert>
  );
}
