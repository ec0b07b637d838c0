import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Post } from '../../domain/blog/index.js';
import { User, UsersService } from '../../domain/identity/index.js';
import type { CliCommand } from '../cli-command.js';
import { DEMO_BILLING_SCRIPT } from '../demo/demo-billing-script.js';
import { DemoBillingWriter } from '../demo/demo-billing-writer.js';
import { DEMO_ISSUE_SCRIPT } from '../demo/demo-issue-script.js';
import { DemoIssueWriter } from '../demo/demo-issue-writer.js';
import { DEMO_PEOPLE } from '../demo/demo-people.js';
import { DEMO_SCRIPT } from '../demo/demo-script.js';
import { DemoWriter } from '../demo/demo-writer.js';
import { withDomains } from '../with-domains.js';

/** Advisory lock of everybody who seeds; the number spells `SEED`. */
const SEED_LOCK = 0x53_45_45_44;

/** `backstory seed`: fills an empty database with a small demo, once. */
export const seedCommand: CliCommand = {
  name: 'seed',
  summary: 'Fills an empty database with a small demo: four people and what they did.',
  usage: '',
  options: {},
  async run(input) {
    await withDomains(input, 'seed', async (app) => {
      const dataSource = app.get(DataSource);
      const lock = dataSource.createQueryRunner();
      try {
        await lock.query('SELECT pg_advisory_lock($1)', [SEED_LOCK]);
        input.print(await seed(app, dataSource));
      } finally {
        await lock.query('SELECT pg_advisory_unlock($1)', [SEED_LOCK]);
        await lock.release();
      }
    });
  },
};

async function seed(app: INestApplicationContext, dataSource: DataSource): Promise<string> {
  if (
    (await dataSource.manager.existsBy(User, {})) ||
    (await dataSource.manager.existsBy(Post, {}))
  ) {
    return 'The database is in use already; nothing was added.';
  }
  const people = new Map<string, User>();
  for (const person of DEMO_PEOPLE) {
    people.set(person.name, await app.get(UsersService).create(person));
  }
  const now = Date.now();
  const blog = new DemoWriter(dataSource, people, now);
  const issues = new DemoIssueWriter(app, people, now);
  const billing = new DemoBillingWriter(app, people, now);
  const steps = [
    ...DEMO_SCRIPT.map((step) => ({ ago: step.ago, play: () => blog.play(step) })),
    ...DEMO_ISSUE_SCRIPT.map((step) => ({ ago: step.ago, play: () => issues.play(step) })),
    ...DEMO_BILLING_SCRIPT.map((step) => ({ ago: step.ago, play: () => billing.play(step) })),
  ].toSorted((one, other) => other.ago - one.ago);
  for (const step of steps) {
    await step.play();
  }
  return `Demo written: ${people.size} people, ${steps.length} things they did.`;
}
