/** Options of `EventsModule.forRoot`. */
export interface EventsModuleOptions {
  /** Called after each commit that recorded events: ring whoever relays them. */
  readonly onCommit?: () => void;
  /**
   * Whether sessions plan the recording statements once and keep them by name. Turn it off behind a
   * pooler in transaction mode that does not follow prepared statements (PgBouncer does from 1.21 on).
   * @defaultValue true
   */
  readonly preparedStatements?: boolean;
}
