import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { testServers } from '../../support/test-servers.js';
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
  // Tabs of one browser share a process, in which the console is compiled already.
  '--process-per-site',
];

let running: Promise<Browser> | undefined;

/**
 * The Chromium of this worker, started once. It ends with the worker, however that ends, as it holds
 * the other end of a pipe; what it wrote is removed with the folder of the run. Fails when there is
 * none, so that nobody mistakes a skipped run for a green one.
 */
export async function openBrowser(): Promise<Browser> {
  const browser = await (running ??= launch());
  if (browser.isConnected()) return browser;
  running = launch();
  return running;
}

async function launch(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) {
    throw new Error('No Chromium to test the console with; install it or set BACKSTORY_CHROMIUM.');
  }
  const folder = mkdtempSync(path.join(testServers().folder, 'chromium-'));
  // With a folder that we choose; what tests use are contexts beside its own.
  const own = await chromium.launchPersistentContext(path.join(folder, 'profile'), {
    executablePath,
    artifactsDir: path.join(folder, 'artifacts'),
    args: FLAGS,
  });
  const browser = own.browser();
  if (browser === null) throw new Error('Chromium ended as it began.');
  return browser;
}
