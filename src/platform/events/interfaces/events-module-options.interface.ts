/** Options of `EventsModule.forRoot`. */
export interface EventsModuleOptions {
  /** Called after each commit that recorded events: ring whoever relays them. */
  readonly onCommit?: () => void;
}
