import { existsSync } from 'node:fs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The Chromium that browser tests drive: BACKSTORY_CHROMIUM, else where systems keep it.
 *
 * @returns {string | undefined}
 */
export function findChromium() {
  return [process.env.BACKSTORY_CHROMIUM, ...PLACES].find((place) => place && existsSync(place));
}
