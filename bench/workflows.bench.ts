/**
 * `npm run bench -- workflows [seconds]`: 1,000 rules of 4 conditions each, held against one event
 * after another, beside json-rules-engine and json-logic-engine (compiled) with the same rules, in
 * alternating blocks of the same run. What is loaded from the database beforehand is not in it.
 */
import { EVENTS, median, shares } from './workflows/events.js';
import { jsonLogicSubject, jsonRulesSubject } from './workflows/rivals.js';
import { RULES } from './workflows/rules.js';
import { workflowsSubject } from './workflows/workflows-subject.js';

const SECONDS = Number(process.argv[2] ?? 2);
const ROUNDS = 5;
const GOAL = 500_000;

/** Something that counts which rules an event meets. */
export interface Subject {
  readonly name: string;
  matches(event: (typeof EVENTS)[number]): number | Promise<number>;
}

async function evaluationsPerSecond(subject: Subject, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1_000;
  const started = performance.now();
  let events = 0;
  while (performance.now() < until) {
    await subject.matches(EVENTS[events++ % EVENTS.length]!);
  }
  return (events * RULES.length * 1_000) / (performance.now() - started);
}

async function main(): Promise<void> {
  const subjects = [await workflowsSubject(), jsonLogicSubject(), jsonRulesSubject()];
  const answers = await Promise.all(
    subjects.map((subject) => Promise.all(EVENTS.map((event) => subject.matches(event)))),
  );
  const [ours, ...others] = answers.map(String);
  if (others.some((other) => other !== ours)) {
    throw new Error(`the engines disagree: ${answers.map((one) => one.join()).join(' | ')}`);
  }
  const rates = new Map(subjects.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const subject of subjects) {
      rates.get(subject.name)!.push(await evaluationsPerSecond(subject, SECONDS / ROUNDS));
    }
  }
  console.log(
    `${RULES.length} rules × 4 conditions, ${ROUNDS} rounds, rules evaluated per second:`,
  );
  const best = median(rates.get(subjects[0]!.name)!);
  for (const [name, all] of rates) {
    console.log(`  ${name.padEnd(28)} ${shares(all, best)}`);
  }
  console.log(`goal ${GOAL.toLocaleString('en')}/s: ${best >= GOAL ? 'met' : 'MISSED'}`);
}

await main();
