let nonce: string | undefined;

/** The nonce of this answer, which the policy asks of every style element made at run time. */
export function styleNonce(): string {
  nonce ??= document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
  return nonce;
}
