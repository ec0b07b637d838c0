import { rulesOf } from '../../src/platform/workflows/index.js';
import type { Subject } from '../workflows.bench.js';
import { RULES } from './rules.js';

/** The conditions as users write them, checked and compiled by the module. */
export async function workflowsSubject(): Promise<Subject> {
  const attribute = (name: string, type: 'string' | 'number' | 'date', path: string[]) => ({
    name,
    type,
    path,
    label: name,
    nullable: false,
    source: name.startsWith('event.') ? ('event' as const) : ('aggregate' as const),
  });
  const evaluate = rulesOf(
    [
      attribute('issue.state', 'string', ['state']),
      attribute('issue.votes', 'number', ['votes']),
      attribute('issue.created_at', 'date', ['createdAt']),
      attribute('event.extra.name', 'string', ['extra', 'name']),
    ],
    RULES.map((rule) => [
      { attribute: 'issue.state', operator: 'is', value: rule.state },
      { attribute: 'issue.votes', operator: 'greater_than', value: rule.votesOver },
      { attribute: 'issue.created_at', operator: 'before', value: rule.before },
      { attribute: 'event.extra.name', operator: 'is', value: rule.name },
    ]),
  );
  return {
    name: 'workflows',
    matches: ({ event, aggregate }) => evaluate({ event, aggregate, record: null }),
  };
}
