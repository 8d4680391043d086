/**
 * V8's list of code pages loses an entry now and then where much WebAssembly comes and goes, and the process aborts with whatever it runs (nodejs/node#64500, open; others count
 * 5 % of their runs). Node 24.21 did it here in two whole runs of November and December. Nothing was tested then, so nothing failed either.
 */
import { unendedMark } from './unended.ts';

const fault = /^# Check failed: jit_page/gm;
const named = new RegExp(`^${unendedMark}(.+)$`, 'gm');
const errors = /^\s*Errors\s+(\d+) errors?$/m;
const failed = /^\s*FAIL /m;

/**
 * @param printed what vitest and its processes printed, without colours
 * @returns the test files to run again: those that such faults ended. None where anything else is red as well, so that no fault of ours is run away from.
 */
export function endedByEngine(printed: string): string[] {
  const files = [...printed.matchAll(named)].map(([, file]) => file!);
  const faults = [...printed.matchAll(fault)].length;
  return faults === files.length && faults === Number(errors.exec(printed)?.[1] ?? 0) && !failed.test(printed) ? files : [];
}
