import { freePort, isPortFree } from './free-port.mjs';
import { LaunchError } from './launch-error.mjs';

const DEFAULT = 3000;

/**
 * The port that the app shall listen on; 0 asks for any free one.
 *
 * @param {string | undefined} wanted
 * @param {{ name: string, command: string }} [asked] by which variable, of which command
 * @returns {Promise<number>}
 */
export async function choosePort(
  wanted,
  { name, command } = { name: 'PORT', command: 'npm start' },
) {
  const port = Number(wanted || DEFAULT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new LaunchError(`${name}=${wanted} is no port number`, 'give one between 1 and 65535');
  }
  if (port === 0) return freePort();
  if ((await isPortFree(port)) && (await isPortFree(port, '127.0.0.1'))) return port;
  throw new LaunchError(
    `port ${port} is taken by another program`,
    `stop that one, or choose another: ${name}=${port < 65_535 ? port + 1 : 3000} ${command}`,
  );
}
