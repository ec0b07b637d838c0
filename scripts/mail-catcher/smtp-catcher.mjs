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
    onData(stream, session, done) {
      const chunks = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', () => {
        if (stream.sizeExceeded) {
          done(Object.assign(new Error('larger than 10 MB'), { responseCode: 552 }));
          return;
        }
        store.keep(Buffer.concat(chunks), session.envelope.rcptTo).then(() => done(), done);
      });
    },
  });
  catcher.on('error', (error) => console.error(`smtp: ${error.message}`));
  return catcher;
}
