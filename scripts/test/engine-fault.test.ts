import { expect, it } from 'vitest';
import { endedByEngine } from './engine-fault.ts';

const abort = '\n#\n# Fatal error in , line 0\n# Check failed: jit_page.has_value().\n#\n';
const unended = 'Its process ended before its tests: core/a.test.ts\n';
const summary = (count: number): string => ` Test Files  1 passed (2)\n     Errors  ${count} error${count === 1 ? '' : 's'}\n`;

it('a file whose process the engine ended is run again', () => {
  expect(endedByEngine(`${abort} ✓ core/b.test.ts (1 test)\n${unended}${summary(1)}`)).toEqual(['core/a.test.ts']);
});

it('a process that ended by itself, or by a fault of ours, is not', () => {
  expect(endedByEngine(`${unended}${summary(1)}`)).toEqual([]);
  expect(endedByEngine(`${abort}${unended}Its process ended before its tests: core/c.test.ts\n${summary(2)}`)).toEqual([]);
  expect(endedByEngine(`${abort}${unended}${summary(2)}`)).toEqual([]);
});

it('where a test failed nothing is run again', () => {
  expect(endedByEngine(`${abort} FAIL  core/b.test.ts > adds\n${unended}${summary(1)}`)).toEqual([]);
});

it('without a fault there is nothing to run again', () => {
  expect(endedByEngine(' Test Files  2 passed (2)\n')).toEqual([]);
});
