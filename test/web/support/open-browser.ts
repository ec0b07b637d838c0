import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from './find-browser.js';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts Chromium; fails when there is none, so that nobody mistakes a skipped run for a green one. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) {
    throw new Error('No Chromium to test the console with; install it or set BACKSTORY_CHROMIUM.');
  }
  return chromium.launch({ executablePath, args: FLAGS });
}
