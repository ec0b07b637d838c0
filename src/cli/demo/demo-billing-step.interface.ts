/** One thing that somebody did in the demo's office: one correlation, one reason. */
export interface DemoBillingStep {
  /** Hours before the demo was made. */
  readonly ago: number;
  /** Handle of the person. */
  readonly by: string;
  readonly why: string;
  readonly products?: readonly { readonly name: string; readonly unitPrice: string }[];
  /** The invoice it is about, by a word that stands for it in this script. */
  readonly invoice?: string;
  /** Begins it, for this person. */
  readonly draftFor?: string;
  /** Each of a product, by its name, or with words and a price of its own. */
  readonly items?: readonly {
    readonly product?: string;
    readonly description?: string;
    readonly quantity: string;
    readonly unitPrice?: string;
  }[];
  readonly act?: 'issue' | 'pay';
}
