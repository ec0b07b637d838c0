import type { Role } from '../../http/access/access.constants.js';

/** The people of the demo, one of each role. */
export const DEMO_PEOPLE: readonly { name: string; display_name: string; role: Role }[] = [
  { name: 'alice', display_name: 'Alice Adams', role: 'admin' },
  { name: 'oscar', display_name: 'Oscar Okafor', role: 'operator' },
  { name: 'mia', display_name: 'Mia Moreau', role: 'member' },
  { name: 'victor', display_name: 'Victor Vance', role: 'viewer' },
];
