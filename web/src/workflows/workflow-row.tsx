import { Link, useNavigate } from '@tanstack/react-router';
import type { Catalogue, Workflow } from '../api/workflows.js';
import { Icon } from '../ui/icon.js';
import { RelativeTime } from '../ui/relative-time.js';
import { EnableSwitch } from './enable-switch.js';
import { actionWords, conditionWords, triggerWords } from './workflow-words.js';
import classes from './workflows-page.module.css';

interface WorkflowRowProps {
  workflow: Workflow;
  catalogue: Catalogue | undefined;
  mayWrite: boolean;
}

export function WorkflowRow({ workflow, catalogue, mayWrite }: WorkflowRowProps) {
  const { id, name, conditions, actions, disabled_reason: disabled } = workflow;
  const navigate = useNavigate();
  return (
    <li
      className={classes.item}
      data-row
      data-workflow={id}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
        void navigate({ to: '/workflows/$id', params: { id } });
      }}
    >
      <EnableSwitch workflow={workflow} disabled={!mayWrite} />
      <div className={classes.words}>
        <p className={classes.name}>
          <Link to="/workflows/$id" params={{ id }}>
            {name}
          </Link>
          <span>version {workflow.version}</span>
        </p>
        <p className={classes.story}>
          <b>When</b> {triggerWords(catalogue, workflow).toLowerCase()} <b>if</b>{' '}
          {conditionWords(catalogue, conditions)} <b>then</b>{' '}
          {actions.map(({ type }) => actionWords(catalogue, type).toLowerCase()).join(', ')}
        </p>
        {disabled !== null && (
          <p className={classes.disabled}>
            <Icon name="warning" size={13} /> {disabled}
          </p>
        )}
      </div>
      <span className={classes.side}>
        <Link to="/workflows/$id" params={{ id }} search={{ tab: 'runs' }}>
          Runs
        </Link>
        <Link
          to="/records/$type/$id"
          params={{ type: 'Workflow', id }}
          search={{ associated: true }}
          aria-label={`History of ${name}`}
        >
          History
        </Link>
        <RelativeTime at={workflow.updated_at} />
      </span>
    </li>
  );
}
