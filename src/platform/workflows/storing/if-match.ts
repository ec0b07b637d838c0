import { StaleWorkflowError, WorkflowIfMatchError } from '../workflows.errors.js';

const ENTITY_TAGS = /^(?:W\/)?"[\x21\x23-\x7e]*"(?:\s*,\s*(?:W\/)?"[\x21\x23-\x7e]*")*$/;

/**
 * Holds the If-Match header against the revision (RFC 9110 §13.1.1, strong comparison).
 * @throws StaleWorkflowError when it is none of those named
 */
export function assertRevision(ifMatch: string | undefined, revision: number): void {
  const given = ifMatch?.trim();
  if (given === undefined || given === '*') {
    return;
  }
  if (!ENTITY_TAGS.test(given)) {
    throw new WorkflowIfMatchError();
  }
  const tags = given.split(',').map((tag) => tag.trim());
  if (!tags.includes(`"${revision}"`)) {
    throw new StaleWorkflowError(given, revision);
  }
}
