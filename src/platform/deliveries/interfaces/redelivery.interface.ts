/** A fact that is delivered once more. @publicApi */
export interface RedeliveredFact {
  /** `event`, `version`, ... */
  readonly kind: string;
  readonly refId: string;
  readonly itemType: string;
  readonly itemId: string;
  readonly event: string;
  /** Where it came from; without it, routes that want only some sources get it too. */
  readonly source?: string;
}

/** To whom facts are delivered once more, and in whose name. @publicApi */
export interface Redelivery {
  readonly subscriber: string;
  /** Names the run: within one, nobody gets a fact twice. */
  readonly run: string;
  /** Only to this target or key. @defaultValue all of them */
  readonly target?: string;
}
