// Takes every e-mail that is sent to it, sends none on, and shows them on a page of this machine.
// A program of its own: it uses packages, and its end must not be the launcher's.
import { once } from 'node:events';
import { mailPages } from './mail-pages.mjs';
import { MailStore } from './mail-store.mjs';
import { listen, rememberedPorts, rememberPorts } from './ports.mjs';
import { smtpCatcher } from './smtp-catcher.mjs';

const folder = process.argv[2];
const store = await MailStore.open(folder);
const remembered = rememberedPorts(folder);
const web = mailPages(store);
const smtp = smtpCatcher(store);
const ports = {
  web: await listen(web, remembered.web),
  smtp: await listen(smtp.server, remembered.smtp),
};
rememberPorts(folder, ports);
console.log(JSON.stringify(ports));

// Whoever started us is gone or wants us gone.
process.stdin.resume();
await Promise.race([once(process.stdin, 'end'), once(process, 'SIGTERM')]);
smtp.close();
web.close();
web.closeAllConnections();
process.exit(0);
