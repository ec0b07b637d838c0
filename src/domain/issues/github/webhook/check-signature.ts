import { verifyWithFallback } from '@octokit/webhooks-methods';
import { GithubNotConfiguredError, GithubSignatureError } from '../github.errors.js';

const SIGNATURE = /^sha256=[0-9a-f]{64}$/;

/**
 * Makes sure that GitHub, or whoever else knows one of the secrets, signed exactly these bytes.
 * @throws GithubNotConfiguredError without a secret
 * @throws GithubSignatureError
 */
export async function checkSignature(
  secrets: readonly string[],
  body: Buffer,
  signature: string | undefined,
): Promise<void> {
  const [secret, ...others] = secrets;
  if (secret === undefined) {
    throw new GithubNotConfiguredError();
  }
  if (signature === undefined || !SIGNATURE.test(signature)) {
    throw new GithubSignatureError('The request has no X-Hub-Signature-256 of the form sha256=….');
  }
  // Bytes that are no UTF-8 come out changed, and so does what the signature should be.
  const text = body.toString('utf8');
  if (text === '' || !(await verifyWithFallback(secret, text, signature, others))) {
    throw new GithubSignatureError('X-Hub-Signature-256 is not the signature of this body.');
  }
}
