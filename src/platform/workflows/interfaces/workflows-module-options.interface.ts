/** Who may see what; the application decides, for the module knows no users. @publicApi */
export interface WorkflowsAccessPolicy {
  /** May whoever made this request read about this record? Also asked for item type `Workflow`. */
  canRead(
    request: unknown,
    item: { readonly itemType: string; readonly itemId: string },
  ): boolean | Promise<boolean>;
}

/** Options of `WorkflowsModule.forRoot`. @publicApi */
export interface WorkflowsModuleOptions {
  /** Workflows that one event may start one after the other, each by what the last one did. @defaultValue 5 */
  readonly depth?: number;
  /** Runs that one correlation may cause in all. @defaultValue 100 */
  readonly budget?: number;
  /** Failures in a row after which a workflow is disabled. @defaultValue 10 */
  readonly failures?: number;
  /** Whose workflows and runs are shown over HTTP. @defaultValue nobody's */
  readonly access?: WorkflowsAccessPolicy;
}
