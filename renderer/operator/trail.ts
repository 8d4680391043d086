import type { TrailLine } from '../../core/trail.ts';

/** Codes and counts as they stand in the line; digests and keys are for programs and are left out. */
export const factWords = (facts: TrailLine['facts']): string =>
  Object.entries(facts).filter(([name]) => name !== 'digest' && name !== 'key' && name !== 'deletion' && name !== 'hash').map(([name, value]) => `${name} ${String(value)}`).join(', ');
