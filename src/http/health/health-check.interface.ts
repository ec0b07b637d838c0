/** One thing that a process needs to do its work. */
export interface HealthCheck {
  /** Its name in the answer: `database`, `relay`. */
  readonly name: string;
  /**
   * Resolves when it works and throws when it does not. The message is shown to anybody who asks:
   * say what is wrong and what to do, never a host, a user or a password.
   */
  check(): void | Promise<void>;
}
