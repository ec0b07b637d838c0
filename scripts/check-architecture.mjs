// Runs dependency-cruiser and refuses a green answer over an empty tree: with a compiler it cannot
// drive it cruises 0 modules and still exits 0.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './lib/project-root.mjs';

const FEWEST_MODULES = 40;
// By its path: the package's exports hide its manifest, and with it the name of its program.
const cli = path.join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const folders = ['src', 'migrations', 'test', 'bench'].filter((folder) =>
  existsSync(path.join(projectRoot, folder)),
);
const run = spawnSync(
  process.execPath,
  [cli, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders],
  { encoding: 'utf8', cwd: projectRoot, maxBuffer: 512 * 1024 * 1024 },
);
if (!run.stdout) {
  console.error(run.stderr || 'dependency-cruiser printed nothing');
  process.exit(1);
}
const { modules, summary } = JSON.parse(run.stdout);
const ours = modules.filter((module) =>
  /^(src|migrations|test|bench)\//.test(module.source),
).length;
for (const violation of summary.violations) {
  console.error(
    `${violation.rule.severity} ${violation.rule.name}: ${violation.from} -> ${violation.to}`,
  );
}
if (ours < FEWEST_MODULES) {
  console.error(
    `only ${ours} modules were cruised (expected at least ${FEWEST_MODULES}): the check saw nothing`,
  );
  process.exit(1);
}
console.log(`architecture: ${ours} modules, ${summary.violations.length} violations`);
process.exit(summary.error > 0 ? 1 : 0);
