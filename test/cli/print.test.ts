/** Language packs of the command line: a wrong name is said at once. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

it('an unknown pack ends the run before the first file, and says which there are', () => {
  const ran = spawnSync(process.execPath, [path.join(root, 'cli/vestibule.mjs'), 'read', 'any.png', '--languages', 'eng+xxx'], { encoding: 'utf8' });
  expect({ code: ran.status, out: ran.stdout }).toEqual({ code: 1, out: '' });
  expect(ran.stderr).toMatch(/language\.unknown.*xxx.*eng, fra, deu, spa, por, ita/);
});
