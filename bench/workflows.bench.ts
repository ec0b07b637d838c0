/**
 * `npm run bench -- workflows [seconds]`: 1,000 rules of 4 conditions each, held against one event
 * after another, beside json-rules-engine and json-logic-engine (compiled) with the same rules, in
 * alternating blocks of the same run. What is loaded from the database beforehand is not in it.
 */
import { EVENTS, median, shares } from './workflows/events.js';
import { jsonLogicSubject, jsonRulesSubject } from './workflows/rivals.js';
import { RULES } from './workflows/rules.js';
import type { Subject } from './workflows/subject.interface.js';
import { workflowsSubject } from './workflows/workflows-subject.js';

const SECONDS = Number(process.argv[2] ?? 2);
const ROUNDS = 5;
const GOAL = 500_000;

async function evaluationsPerSecond(subject: Subject, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1_000;
  const started = performance.now();
  let events = 0;
  while (performance.now() < until) {
    await subject.matches(EVENTS[events++ % EVENTS.length]!);
  }
  return (events * RULES.length * 1_000) / (performance.now() - started);
}

/** How many rules each event meets. */
async function matchesOf(subject: Subject): Promise<number[]> {
  const counts: number[] = [];
  for (const event of EVENTS) {
    counts.push(await subject.matches(event));
  }
  return counts;
}

async function main(): Promise<void> {
  const subjects = [workflowsSubject(), jsonLogicSubject(), jsonRulesSubject()];
  const answers: string[] = [];
  for (const subject of subjects) {
    answers.push((await matchesOf(subject)).join());
  }
  if (new Set(answers).size > 1) {
    throw new Error(`the engines disagree: ${answers.join(' | ')}`);
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
