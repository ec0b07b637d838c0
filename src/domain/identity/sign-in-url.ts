/** The address that uses a one-time link's secret up. */
export function signInUrl(publicUrl: string, secret: string): string {
  return `${publicUrl}/sign-in?token=${secret}`;
}
