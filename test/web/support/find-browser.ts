import { existsSync } from 'node:fs';

const USUAL = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The browser to test with, if this machine has one. */
export function findBrowser(): string | undefined {
  const named = process.env.BACKSTORY_CHROMIUM;
  return named && existsSync(named) ? named : USUAL.find((path) => existsSync(path));
}

/** Whether browser tests may be left out: never on CI, where a missing browser is a failure. */
export const mayLeaveOut = findBrowser() === undefined && process.env.CI !== 'true';
