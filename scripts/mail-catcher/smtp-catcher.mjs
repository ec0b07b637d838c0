import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

const LARGEST = 10 * 1024 * 1024;

/**
 * An SMTP server that takes everything; what it answered 250 to is on disk.
 *
 * @param {import('./mail-store.mjs').MailStore} store
 */
export function smtpCatcher(store) {
  const catcher = new SMTPServer({
    authOptional: true,
    // Nobody listens between two programs of one machine, and a made-up certificate would be refused.
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    size: LARGEST,
    closeTimeout: 500,
    async onData(stream, session, done) {
      done(await take(store, stream, session));
    },
  });
  catcher.on('error', (error) => console.error(`smtp: ${error.message}`));
  return catcher;
}

/** Answers the error that the sender is told, or nothing when the message is kept. */
async function take(store, stream, { envelope }) {
  try {
    const raw = await buffer(stream);
    if (stream.sizeExceeded) return refusal(552, 'larger than 10 MB');
    await store.keep(raw, envelope.rcptTo);
    return undefined;
  } catch (error) {
    console.error(error);
    return refusal(451, 'could not be kept; try again later');
  }
}

function refusal(responseCode, message) {
  return Object.assign(new Error(message), { responseCode });
}
