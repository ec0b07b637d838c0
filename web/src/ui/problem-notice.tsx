import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ApiProblem, type FieldProblem } from '../api/api-problem.js';
import { CopyButton } from './copy-button.js';
import { Icon } from './icon.js';
import classes from './problem-notice.module.css';

interface ProblemNoticeProps {
  error: Error;
  onRetry?: () => void;
}

/** Says what went wrong, with the correlation id that finds it in the logs and in the trail. */
export function ProblemNotice({ error, onRetry }: ProblemNoticeProps) {
  const problem = error instanceof ApiProblem ? error : undefined;
  const text = problem === undefined ? error.message : problem.detail;
  return (
    <div role="alert" className={classes.notice}>
      <span className={classes.icon}>
        <Icon name={problem?.status === 0 ? 'wifiOff' : 'warning'} size={18} />
      </span>
      <div className={classes.body}>
        <p className={classes.title}>{problem?.title ?? 'Something went wrong in the console'}</p>
        {text && <p className={classes.text}>{text}</p>}
        {problem !== undefined && <FieldProblems errors={problem.errors} />}
        <div className={classes.foot}>
          {onRetry && (
            <Button size="compact-sm" variant="default" onClick={onRetry}>
              Try again
            </Button>
          )}
          {problem?.correlationId !== undefined && (
            <span className={classes.correlation}>
              Correlation{' '}
              <Link to="/correlations/$id" params={{ id: problem.correlationId }}>
                {problem.correlationId}
              </Link>
              <CopyButton value={problem.correlationId} label="Copy the correlation id" />
            </span>
          )}
        </div>
      </div>
    </div>
  );
}

function FieldProblems({ errors }: { errors: FieldProblem[] }) {
  if (errors.length === 0) return null;
  return (
    <ul className={classes.fields}>
      {errors.map((item) => (
        <li key={`${item.field} ${item.problem}`}>
          <b>{item.field}</b> {item.problem} {item.remedy}
        </li>
      ))}
    </ul>
  );
}
