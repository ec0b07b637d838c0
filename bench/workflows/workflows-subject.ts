import { type Attribute, rulesOf } from '../../src/platform/workflows/index.js';
import type { Subject } from './subject.interface.js';
import { RULES } from './rules.js';

/** The conditions as users write them, checked and compiled by the module. */
export function workflowsSubject(): Subject {
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

function attribute(name: string, type: Attribute['type'], path: readonly string[]): Attribute {
  const source = name.startsWith('event.') ? 'event' : 'aggregate';
  return { name, type, path, label: name, nullable: false, source };
}
