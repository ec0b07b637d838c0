import { writeFileSync } from 'node:fs';

/** Writes how many tests passed, failed and were skipped to the file that BACKSTORY_TEST_COUNTS names. */
export default class CountingReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) count(module, counts);
    const file = process.env.BACKSTORY_TEST_COUNTS;
    if (file) writeFileSync(file, JSON.stringify(counts));
  }
}

function count(module, counts) {
  let failed = 0;
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    counts[state === 'pending' ? 'skipped' : state] += 1;
    if (state === 'failed') failed += 1;
  }
  // A file that could not be loaded, or whose hooks failed, has failed even without a failed test.
  if (!module.ok() && failed === 0) counts.failed += 1;
}
