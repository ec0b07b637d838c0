/** What people call an issue: `WEB-12`. Needs `project` loaded. */
export function referenceOf(issue: {
  readonly number: number;
  readonly project: { readonly key: string };
}): string {
  return `${issue.project.key}-${issue.number}`;
}
