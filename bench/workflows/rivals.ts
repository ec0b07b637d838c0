import { LogicEngine } from 'json-logic-engine';
import { Engine } from 'json-rules-engine';
import type { Subject } from './subject.interface.js';
import { RULES } from './rules.js';

/** The same rules in JsonLogic, compiled once. Dates compare as numbers, prepared beforehand. */
export function jsonLogicSubject(): Subject {
  const engine = new LogicEngine();
  const rules = RULES.map((rule) =>
    engine.build({
      and: [
        { '===': [{ var: 'state' }, rule.state] },
        { '>': [{ var: 'votes' }, rule.votesOver] },
        { '<': [{ var: 'created' }, Date.parse(rule.before)] },
        { '===': [{ var: 'name' }, rule.name] },
      ],
    }),
  );
  return {
    name: 'json-logic-engine, compiled',
    matches(event) {
      const data = flat(event);
      return rules.filter((rule) => rule(data) === true).length;
    },
  };
}

/** The same rules in json-rules-engine. */
export function jsonRulesSubject(): Subject {
  const engine = new Engine();
  for (const rule of RULES) {
    engine.addRule({
      conditions: {
        all: [
          { fact: 'state', operator: 'equal', value: rule.state },
          { fact: 'votes', operator: 'greaterThan', value: rule.votesOver },
          { fact: 'created', operator: 'lessThan', value: Date.parse(rule.before) },
          { fact: 'name', operator: 'equal', value: rule.name },
        ],
      },
      event: { type: 'matched' },
    });
  }
  return {
    name: 'json-rules-engine',
    async matches(event) {
      return (await engine.run(flat(event))).events.length;
    },
  };
}

function flat({ event, aggregate }: Parameters<Subject['matches']>[0]) {
  const { state, votes, createdAt } = aggregate;
  return { state, votes, created: Date.parse(createdAt), name: event.extra.name };
}
