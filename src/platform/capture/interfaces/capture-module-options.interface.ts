/** Decides whose changes a request may see. @publicApi */
export interface CaptureAccessPolicy {
  canRead(
    request: unknown,
    item: { readonly itemType: string; readonly itemId: string },
  ): boolean | Promise<boolean>;
}

/** Options of `CaptureModule.forRoot`. @publicApi */
export interface CaptureModuleOptions {
  /** Whose changes are shown over HTTP. @defaultValue nobody's */
  readonly access?: CaptureAccessPolicy;
  /** What `AuditModule` was told about its guard; the doctor expects its triggers, or none. @defaultValue true */
  readonly guard?: boolean;
}
