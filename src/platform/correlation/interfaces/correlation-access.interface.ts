/** Who may see what; the application decides, for the module knows no users. */
export interface CorrelationAccess {
  /** May whoever made this request read about this record? */
  canRead(
    request: unknown,
    item: { readonly itemType: string; readonly itemId: string },
  ): boolean | Promise<boolean>;
}
