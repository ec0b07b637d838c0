/** Says which Node is wanted and ends, where it is an older one; must itself run on that. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Backstory needs Node 20.19 or newer; this is ${process.versions.node}.`);
  console.error(
    '  Install a current one (https://nodejs.org, or your version manager) and try again.',
  );
  process.exit(1);
}
