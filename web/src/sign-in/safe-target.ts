/** Where to go after signing in: a path of the console only, whatever the link says. */
export function safeTarget(to: string | undefined): string {
  if (to === undefined || !to.startsWith('/') || to.startsWith('//') || to.includes('\\')) {
    return '/activity';
  }
  const path = to.replace(/^\/console(?=\/|$)/, '');
  return path === '' || path === '/' || path.startsWith('/sign-in') ? '/activity' : path;
}
