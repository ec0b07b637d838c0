import { spawn } from 'node:child_process';
import { projectRoot } from './project-root.mjs';

const KEPT = 200_000;
const TICK = 5_000;

/**
 * Runs a program with its output held back, and shows that it goes on: on a terminal by a ticking
 * line, else by a line now and then.
 *
 * @param {string} label
 * @param {string} program
 * @param {string[]} args
 * @param {{ signal?: AbortSignal, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export async function runStep(label, program, args, { signal, env = process.env } = {}) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1_000);
  const stopTicking = tick(label, seconds);
  const result = await run(program, args, { signal, env });
  stopTicking();
  signal?.throwIfAborted();
  process.stderr.write(`${result.ok ? '✓' : '✗'} ${label} (${seconds()} s)\n`);
  return result;
}

function tick(label, seconds) {
  if (!process.stderr.isTTY) {
    process.stderr.write(`… ${label}\n`);
    const timer = setInterval(() => process.stderr.write(`  … ${seconds()} s\n`), TICK);
    return () => clearInterval(timer);
  }
  const draw = () => process.stderr.write(`\r… ${label} ${seconds()} s `);
  draw();
  const timer = setInterval(draw, 1_000);
  return () => {
    clearInterval(timer);
    process.stderr.write('\r\u001b[2K');
  };
}

function run(program, args, { signal, env }) {
  return new Promise((resolve) => {
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-KEPT);
    };
    const child = spawn(program, args, {
      cwd: projectRoot,
      env: { ...env, NO_COLOR: '1' },
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ ok: false, output: String(error) }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}
