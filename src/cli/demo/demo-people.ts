import type { Role } from '../../http/access/access.constants.js';

/** The people of the demo, one of each role. */
export const DEMO_PEOPLE: readonly {
  name: string;
  display_name: string;
  role: Role;
  email: string;
}[] = [
  { name: 'alice', display_name: 'Alice Adams', role: 'admin', email: 'alice@example.com' },
  { name: 'oscar', display_name: 'Oscar Okafor', role: 'operator', email: 'oscar@example.com' },
  { name: 'mia', display_name: 'Mia Moreau', role: 'member', email: 'mia@example.com' },
  { name: 'victor', display_name: 'Victor Vance', role: 'viewer', email: 'victor@example.com' },
];
