import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What people who know such tools try first. */
const USUAL = { web: 8025, smtp: 1025 };

/**
 * The ports of the last time, so that an open page goes on working.
 *
 * @param {string} folder
 * @returns {{ web: number, smtp: number }}
 */
export function rememberedPorts(folder) {
  try {
    const { web, smtp } = JSON.parse(readFileSync(path.join(folder, 'ports.json'), 'utf8'));
    return { web: asPort(web, USUAL.web), smtp: asPort(smtp, USUAL.smtp) };
  } catch {
    return USUAL;
  }
}

/**
 * @param {string} folder
 * @param {{ web: number, smtp: number }} ports
 */
export function rememberPorts(folder, ports) {
  writeFileSync(path.join(folder, 'ports.json'), JSON.stringify(ports));
}

/**
 * Listens on the loopback address: on this port, or any that is free where it is taken.
 *
 * @param {import('node:net').Server} server
 * @param {number} wanted
 * @returns {Promise<number>}
 */
export async function listen(server, wanted) {
  for (const port of [wanted, 0]) {
    server.listen({ port, host: '127.0.0.1', exclusive: true });
    try {
      await once(server, 'listening');
      return server.address().port;
    } catch (error) {
      if (port === 0 || !['EADDRINUSE', 'EACCES'].includes(error.code)) throw error;
    }
  }
  throw new Error('unreachable');
}

function asPort(value, usual) {
  return Number.isInteger(value) && value > 0 && value < 65_536 ? value : usual;
}
