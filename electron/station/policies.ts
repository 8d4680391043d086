/** The policies shipped beside the program. They are found by listing the folder: no name from outside ever becomes a path. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parsePolicy, type Policy } from '../../core/case/policy.ts';
import { CodedError } from '../../core/errors.ts';
import type { Log } from './log.ts';

/** By id, in the order of the file names. A file that is not a valid policy is told to the log and left out. */
export function readPolicies(resourcesDir: string, log: Log): Policy[] {
  const folder = path.join(resourcesDir, 'policies');
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith('.json')).sort();
  return files.flatMap((name) => {
    try {
      return [parsePolicy(JSON.parse(readFileSync(path.join(folder, name), 'utf8')))];
    } catch (thrown) {
      log('policy.refused', { code: 'policy.invalid', where: thrown instanceof CodedError ? String(thrown.values['place'] ?? '') : 'json' });
      return [];
    }
  });
}
