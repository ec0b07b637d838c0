import { waitUntil } from '../lib/wait-until.mjs';
import { difference, recordsOf } from './agreement.mjs';

/** Long enough for a busy machine; what takes longer has gone wrong. */
const PATIENCE = 60_000;

/**
 * Publishes both ways, cuts the link, edits on both sides, heals it, and holds the two side by side.
 *
 * @param {Awaited<ReturnType<import('./bring-up-pair.mjs').bringUpPair>>} pair
 * @param {AbortSignal} signal
 * @returns {Promise<boolean>} whether the two agree
 */
export async function tellStory({ central, facade, link }, signal) {
  const step = counter();
  const until = (what, probe) => patiently(signal, what, probe);
  const at = new Date().toTimeString().slice(0, 8);

  step('Posts are written on both sides, and each comes to the other');
  const hours = await write(central, `Opening hours (${at})`, 'Monday to Friday');
  const party = await write(facade, `Summer party (${at})`, 'In the yard');
  const hoursThere = await arrival(facade, hours, until);
  const partyThere = await arrival(central, party, until);

  step('The link is cut');
  link.cut();
  const { last_error: error } = await until('central notices', async () => {
    const standing = await central.standing();
    return standing.last_error ? standing : undefined;
  });
  tell(central, `says: ${error}`);

  step('Both go on writing, each without the other');
  await change(central, hours, { status: 'published' });
  await change(facade, hoursThere, { body: 'Monday to Saturday' });
  await change(central, partyThere, { body: 'In the hall, for it will rain' });
  await change(facade, party, { body: 'In the yard, with a tent' }, ': the same field, a conflict');
  await until('both have something to say', async () => {
    const [near, far] = await Promise.all([central.standing(), facade.standing()]);
    return near.outbound_pending >= 2 && far.outbound_pending >= 2;
  });
  for (const one of [central, facade]) {
    tell(one, `${(await one.standing()).outbound_pending} messages wait for ${one.peer}`);
  }

  step('The link is healed');
  link.heal();
  const settled = await settle([central, facade], until);

  step(settled ? 'Both have the same posts and comments' : 'The two do not agree');
  for (const [one, post] of [
    [central, hours],
    [central, partyThere],
  ]) {
    const { title, body, status } = await one.ask('GET', `/posts/${post.id}`);
    console.log(`   “${title}” is ${status}: ${body}`);
  }
  await tellConflicts(central, partyThere);
  return tellDifference([central, facade]);
}

function counter() {
  let number = 0;
  return (title) => {
    number += 1;
    console.log(`${number === 1 ? '' : '\n'}${number}. ${title}`);
  };
}

function tell({ name }, words) {
  console.log(`   ${name.padEnd(8)} ${words}`);
}

async function write(deployment, title, body) {
  const post = await deployment.ask('POST', '/posts', { title, body });
  tell(deployment, `writes post ${post.id}, “${title}”`);
  return post;
}

async function change(deployment, { id }, changes, note = '') {
  const { title } = await deployment.ask('PATCH', `/posts/${id}`, changes);
  const [[field, value]] = Object.entries(changes);
  tell(deployment, `sets the ${field} of “${title}” to “${value}”${note}`);
}

async function arrival(deployment, { title }, until) {
  const began = Date.now();
  const post = await until(`“${title}” comes to ${deployment.name}`, async () => {
    const { items } = await deployment.ask('GET', `/posts?q=${encodeURIComponent(title)}`);
    return items[0];
  });
  tell(deployment, `has “${title}” after ${seconds(Date.now() - began)}, as its post ${post.id}`);
  return post;
}

/** Waits until nothing is on its way and both have the same. @returns whether that came true */
async function settle(both, until) {
  const began = Date.now();
  try {
    await until('both agree', async () => {
      const standings = await Promise.all(both.map((one) => one.standing()));
      const isQuiet = standings.every(
        (one) => one.outbound_pending + one.inbound_pending + one.inbound_parked === 0,
      );
      return isQuiet && (await differenceOf(both)).length === 0;
    });
  } catch (error) {
    if (!(error instanceof TooLongError)) throw error;
    return false;
  }
  for (const one of both) tell(one, `nothing waits any more, after ${seconds(Date.now() - began)}`);
  return true;
}

async function tellConflicts(deployment, { id }) {
  const { items } = await deployment.ask('GET', '/sync/conflicts?limit=20');
  for (const { fields, ours, theirs, reason } of items.filter((one) => one.item_id === id)) {
    for (const field of fields) {
      console.log(`   conflict on ${field}: “${ours[field]}” here, “${theirs[field]}” there`);
    }
    console.log(`   decided: ${reason}`);
  }
}

async function differenceOf([one, other]) {
  return difference(await recordsOf(one.databaseUrl), await recordsOf(other.databaseUrl));
}

async function tellDifference(both) {
  const [one] = both;
  const different = await differenceOf(both);
  for (const { record, side } of different) {
    console.log(`   only ${both[side].name} has ${record}`);
  }
  const { length } = await recordsOf(one.databaseUrl);
  console.log(
    different.length === 0
      ? `\n✓ the two agree: ${length} posts and comments, the same on both sides`
      : `\n✗ the two disagree about ${different.length} of their records`,
  );
  return different.length === 0;
}

class TooLongError extends Error {}

async function patiently(signal, what, probe) {
  const answer = await waitUntil(
    () => {
      signal.throwIfAborted();
      return probe();
    },
    { within: PATIENCE, every: 50 },
  );
  if (answer === undefined) {
    throw new TooLongError(`it took longer than ${PATIENCE / 1_000} s until ${what}`);
  }
  return answer;
}

function seconds(milliseconds) {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}
