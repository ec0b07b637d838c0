import { DeadDelivery, RetryLater } from '../../deliveries/index.js';

/** Milliseconds until a greylisting server is asked again; most want five minutes at the least. */
const SOON = 300_000;

interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/** Wrong in the message itself, found before any server was asked. */
const OUR_MISTAKES = new Set(['EENVELOPE', 'EMESSAGE']);
/** The account is refused, not the message; once it is put right, everything that waits goes out. */
const ACCOUNT = new Set([530, 534, 535, 538]);

/** What a server's refusal means for the delivery. */
export function smtpFailure(error: unknown): Error {
  const { code, responseCode, response, message } = error as SmtpError;
  if (code === 'EAUTH' || code === 'ENOAUTH' || ACCOUNT.has(responseCode ?? 0)) {
    return new Error(`the mail server refused our account; check user and password: ${message}`, {
      cause: error,
    });
  }
  if (responseCode !== undefined && responseCode >= 500) {
    return new DeadDelivery(`the mail server refused the message for good: ${response ?? message}`);
  }
  if (responseCode !== undefined && responseCode >= 400) {
    return new RetryLater(SOON, `the mail server asks to come back later: ${response ?? message}`);
  }
  if (code !== undefined && OUR_MISTAKES.has(code)) {
    return new DeadDelivery(`the message cannot be sent: ${message}`);
  }
  return new Error(`the mail server could not be reached: ${message}`, { cause: error });
}
