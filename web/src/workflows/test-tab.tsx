import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import {
  type Catalogue,
  type Definition,
  type DryRunResult,
  tryOnDays,
  tryOnEvent,
} from '../api/workflows.js';
import { Panel } from '../ui/panel.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { RelativeTime } from '../ui/relative-time.js';
import { RowSkeletons } from '../ui/row-skeletons.js';
import { showValue } from './value-text.js';
import classes from './test-tab.module.css';
import { TruthTree } from './truth-tree.js';
import { DAYS } from './use-check.js';

interface TestTabProps {
  catalogue: Catalogue;
  /** As it stands in the form, saved or not. */
  definition: Definition;
  event: string | undefined;
  onEvent: (event: string | undefined) => void;
}

/** What the workflow would do with an event that happened. Nothing is done. */
export function TestTab({ catalogue, definition, event, onEvent }: TestTabProps) {
  const [typed, setTyped] = useState(event ?? '');
  const period = useQuery({
    queryKey: ['workflow-count', definition],
    queryFn: ({ signal }) => tryOnDays(definition, DAYS, signal),
  });
  const trial = useQuery({
    queryKey: ['workflow-trial', definition, event],
    queryFn: ({ signal }) => tryOnEvent(definition, event ?? '', signal),
    enabled: event !== undefined,
  });
  const samples = period.data?.samples ?? [];
  // A mistake of the definition is one of both.
  const error = trial.error ?? period.error;
  return (
    <>
      <form
        className={classes.pick}
        onSubmit={(submit) => {
          submit.preventDefault();
          onEvent(typed.trim() || undefined);
        }}
      >
        <TextInput
          label="A past event"
          description="Its number, as traces show it, or one of those below."
          placeholder="4711"
          value={typed}
          onChange={(change) => setTyped(change.currentTarget.value)}
        />
        <Button type="submit" disabled={typed.trim() === ''}>
          Test
        </Button>
      </form>
      {error && <ProblemNotice error={error} />}
      {trial.isFetching && trial.data === undefined && <RowSkeletons rows={3} />}
      {trial.data && <Outcome result={trial.data} catalogue={catalogue} />}
      {period.data && (
        <Panel label="Events that would have matched">
          <p className={classes.count}>
            <b>{period.data.matched.toLocaleString('en')}</b> of{' '}
            {period.data.scanned.toLocaleString('en')} events of the last {DAYS} days would have
            matched{samples.length < period.data.matched && '; the newest are'}
            {samples.length > 0 ? ':' : '.'}
          </p>
          <ul className={classes.samples}>
            {samples.map((sample) => (
              <li key={sample.event.id}>
                <button
                  type="button"
                  aria-pressed={sample.event.id === event}
                  onClick={() => {
                    setTyped(sample.event.id);
                    onEvent(sample.event.id);
                  }}
                >
                  <span>
                    <b>{sample.event.actor.id}</b> {sample.event.action.replaceAll('_', ' ')},{' '}
                    {sample.event.aggregate} {sample.event.aggregate_id}
                  </span>
                  <RelativeTime at={sample.event.occurred_at} />
                </button>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

function Outcome({ result, catalogue }: { result: DryRunResult; catalogue: Catalogue }) {
  const { event, matched, truth, actions } = result;
  return (
    <Panel label="Outcome">
      <div className={classes.outcome} data-matched={matched}>
        <h2>{matched ? 'It matches' : 'It does not match'}</h2>
        <p>
          Event {event.id}: {event.actor.id} {event.action.replaceAll('_', ' ')} on{' '}
          {event.aggregate === 'issue' ? (
            <Link to="/issues/$id" params={{ id: event.aggregate_id }} search={{ event: event.id }}>
              issue {event.aggregate_id}
            </Link>
          ) : (
            `${event.aggregate} ${event.aggregate_id}`
          )}
        </p>
      </div>
      <div className={classes.truth}>
        <TruthTree root={truth} catalogue={catalogue} />
      </div>
      {matched && (
        <ol className={classes.would} aria-label="What would be done">
          {actions.map(({ type, label, input }, index) => (
            <li key={`${type} ${index}`}>
              <b>{label}</b>
              {Object.entries(input).map(([name, value]) => (
                <span key={name}>
                  {name.replaceAll('_', ' ')}: {showValue(value)}
                </span>
              ))}
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
