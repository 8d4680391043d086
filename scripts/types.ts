/** `npm run types`: one compiler run a world, so that each world sees only its own globals. Prints every failing world. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const worlds = [
  { name: 'core', tool: 'tsc' },
  { name: 'electron', tool: 'tsc' },
  { name: 'renderer/workers', tool: 'tsc' },
  { name: 'renderer', tool: 'vue-tsc' },
  { name: 'cli', tool: 'tsc' },
  { name: 'hub', tool: 'tsc' },
  { name: 'test', tool: 'tsc' },
] as const;

let failed = 0;
for (const world of worlds) {
  const project = `${root}${world.name}`;
  if (!existsSync(`${project}/tsconfig.json`)) throw new Error(`no tsconfig.json in ${world.name}`);
  const run = spawnSync(process.execPath, [`${root}node_modules/${world.tool === 'tsc' ? 'typescript/bin/tsc' : 'vue-tsc/bin/vue-tsc.js'}`, '-p', project], { encoding: 'utf8', cwd: root });
  console.log(`${run.status === 0 ? 'ok  ' : 'FAIL'} ${world.name}`);
  if (run.status !== 0) {
    failed += 1;
    process.stdout.write(run.stdout + run.stderr);
  }
}
process.exit(failed === 0 ? 0 : 1);
