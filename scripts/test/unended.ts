/** A reporter for vitest: names the files whose process ended before their tests did, which vitest itself does not. */
import path from 'node:path';
import type { Reporter } from 'vitest/node';

export const unendedMark = 'Its process ended before its tests: ';

export const unended: Reporter = {
  onTestRunEnd: (modules) => {
    for (const module of modules) if (module.state() === 'pending') console.log(`${unendedMark}${path.relative(process.cwd(), module.moduleId)}`);
  },
};
