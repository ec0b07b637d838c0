/** Whether a channel can deliver, and what to do when it cannot. @publicApi */
export interface ChannelStatus {
  readonly name: string;
  readonly configured: boolean;
  /** Why it delivers nothing; what its deliveries are skipped with. */
  readonly reason?: string;
  readonly remedy?: string;
}

/** Anything that carries something out of the application. @publicApi */
export interface Channel {
  status(): ChannelStatus;
}
