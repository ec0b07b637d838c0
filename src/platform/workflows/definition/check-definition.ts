import { sentence } from '../catalogue/words.js';
import type { Trigger } from '../rules/attribute.interface.js';
import { checkConditions } from '../rules/check-conditions.js';
import { nearest } from '../rules/nearest.js';
import { type DefinitionProblem, Problems } from '../rules/problems.js';
import { type ActionKinds, checkActions } from './check-actions.js';
import type { CheckedDefinition } from './definition.interface.js';
import { refuseUnstorable } from './unstorable.js';

/** What a definition is checked against. */
export interface DefinitionWorld {
  readonly triggers: readonly Trigger[];
  readonly actions: ActionKinds;
}

/** Every mistake, or what the definition means. */
export type DefinitionCheck =
  | { readonly problems: readonly DefinitionProblem[]; readonly checked?: undefined }
  | { readonly problems: readonly []; readonly checked: CheckedDefinition };

const FIELDS = new Set([
  'name',
  'aggregate',
  'triggered_on',
  'conditions',
  'actions',
  'allow_automation',
]);
const MOST_NAME = 120;
const CONTROL = /\p{Cc}/u;

/** Checks a whole definition as it came over HTTP and tells every mistake in it. */
export async function checkDefinition(
  input: unknown,
  world: DefinitionWorld,
): Promise<DefinitionCheck> {
  const problems = new Problems();
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    problems.add('definition', 'is no object', 'Send {"triggered_on", "conditions", "actions"}.');
    return { problems: problems.list };
  }
  const fields = new Map(Object.entries(input));
  for (const key of fields.keys()) {
    if (!FIELDS.has(key)) {
      problems.add(key.slice(0, 80), 'is not known here', 'Leave it out.');
    }
  }
  refuseUnstorable(input, '', problems);
  const trigger = findTrigger(fields, world.triggers, problems);
  const conditions = fields.get('conditions') ?? [];
  const condition = trigger && checkConditions(conditions, trigger, problems);
  const actions = await checkActions(fields.get('actions'), world.actions, trigger, problems);
  const name = checkName(fields.get('name'), trigger, problems);
  const allow = fields.get('allow_automation') ?? false;
  if (typeof allow !== 'boolean') {
    problems.add('allow_automation', 'is no yes or no', 'Send true or false.');
  }
  if (problems.list.length > 0 || !trigger || !condition) {
    return { problems: problems.list };
  }
  const { aggregate, action: triggered_on } = trigger;
  return {
    problems: [],
    checked: {
      definition: {
        name,
        aggregate,
        triggered_on,
        conditions,
        actions,
        allow_automation: allow === true,
      },
      trigger,
      condition,
    },
  };
}

/** `comment_added`, or `issue.comment_added`; `aggregate` where two have an action of this name. */
function findTrigger(
  fields: ReadonlyMap<string, unknown>,
  triggers: readonly Trigger[],
  problems: Problems,
): Trigger | undefined {
  const wanted = fields.get('triggered_on');
  const aggregate = fields.get('aggregate');
  const aggregates = [...new Set(triggers.map((one) => one.aggregate))];
  if (aggregate !== undefined && !aggregates.includes(aggregate as string)) {
    return problems.add(
      'aggregate',
      'has no events',
      nearest(JSON.stringify(aggregate), aggregates),
    );
  }
  if (typeof wanted !== 'string') {
    return problems.add('triggered_on', 'is missing', 'Name an action such as "comment_added".');
  }
  const among = triggers.filter((one) => aggregate === undefined || one.aggregate === aggregate);
  const found = among.filter(
    (one) => one.action === wanted || `${one.aggregate}.${one.action}` === wanted,
  );
  if (found.length === 1) {
    return found[0];
  }
  return found.length === 0
    ? problems.add(
        'triggered_on',
        'is no action that is recorded',
        nearest(wanted, [...new Set(among.map((one) => one.action))]),
      )
    : problems.add(
        'triggered_on',
        `is an action of ${found.map((one) => one.aggregate).join(' and ')}`,
        `Say which in "aggregate".`,
      );
}

function checkName(name: unknown, trigger: Trigger | undefined, problems: Problems): string {
  if (name === undefined) {
    return `On ${sentence(trigger?.action ?? '').toLowerCase()}`;
  }
  if (typeof name !== 'string' || name.trim() !== name || name === '' || CONTROL.test(name)) {
    problems.add('name', 'is no line of text', 'Send one line without blanks at its ends.');
    return '';
  }
  if (name.length > MOST_NAME) {
    problems.add('name', `has ${name.length} characters`, `Send at most ${MOST_NAME}.`);
  }
  return name;
}
