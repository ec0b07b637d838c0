/** A webhook that is not taken, or an archive that cannot be read. */
export abstract class GithubError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Nobody has told this installation the secret that GitHub signs with. */
export class GithubNotConfiguredError extends GithubError {
  readonly code = 'ISSUES_GITHUB_NOT_CONFIGURED';

  constructor() {
    super(
      'This installation takes no webhooks from GitHub: it has no secret to check their signature ' +
        'with. Set BACKSTORY_GITHUB_SECRET to the secret of the webhook and restart.',
    );
  }
}

/** The signature is missing, or not GitHub's over these bytes. */
export class GithubSignatureError extends GithubError {
  readonly code = 'ISSUES_GITHUB_SIGNATURE_WRONG';

  constructor(what: string) {
    super(`${what} Give the webhook on GitHub the secret that BACKSTORY_GITHUB_SECRET holds here.`);
  }
}

/** A header that GitHub always sends is missing or is not what GitHub sends. */
export class GithubHeaderError extends GithubError {
  readonly code = 'ISSUES_GITHUB_HEADER_INVALID';

  constructor(
    readonly field: string,
    readonly remedy: string,
  ) {
    super(`The header ${field} is missing or is not what GitHub sends. ${remedy}`);
  }
}
