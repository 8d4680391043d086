/**
 * V8's list of code pages loses an entry where pieces of WebAssembly are freed while threads end, and the process aborts with whatever it runs (nodejs/node#64500, open). Node 24.21 did it here under the tests
 * of backups, whose threads are TypeScript that Node strips by WebAssembly: 2 of 3 runs on a busy machine, 0 of 3 with --no-wasm-code-gc, which vitest.config.ts therefore sets. Nothing was tested then, so nothing failed either.
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
