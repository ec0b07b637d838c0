/**
 * What the app and its command line are told.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {import('./servers.mjs').Servers} servers
 * @param {{ port: number, folder: string, mail?: { smtpUrl: string } }} place
 * @returns {NodeJS.ProcessEnv}
 */
export function appEnvironment(env, servers, { port, folder, mail }) {
  const told = {
    // A try-out is nobody else's business; deployments say where they listen.
    BACKSTORY_HOST: '127.0.0.1',
    ...(mail && { BACKSTORY_MAIL_FROM: 'Backstory <backstory@localhost>' }),
    ...env,
    ...(mail && { BACKSTORY_SMTP_URL: mail.smtpUrl }),
    PORT: String(port),
    DATABASE_URL: servers.databaseUrl,
    REDIS_URL: servers.redisUrl,
    BACKSTORY_DATA: folder,
  };
  if (!servers.redisUrl) delete told.REDIS_URL;
  return told;
}
