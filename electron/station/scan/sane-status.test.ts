import { expect, it } from 'vitest';
import { errorTexts } from '../../../core/errors.ts';
import { codeOfSaid, codeOfStatus, saneStatuses, statusSaid } from './sane-status.ts';

it.each([
  ['scanimage: sane_start: Document feeder out of documents\n', { at: 'scan', status: 7 }],
  ['[12:00:01] [test] noise\nscanimage: sane_read: Document feeder jammed\n', { at: 'scan', status: 6 }],
  ['scanimage: sane_read: Document feeder jam', null],
  ['scanimage: open of device test:9 failed: Invalid argument\n', { at: 'open', status: 4 }],
  ['scanimage: open of device x:1 failed: Access to resource has been denied\n', { at: 'open', status: 11 }],
  ['scanimage: rounded value of br-x from 200 to 200\n', null],
  ['scanimage: sane_read: words nobody knows\n', null],
])('hears the status in %j', (said, status) => expect(statusSaid(said)).toEqual(status));

it('a device that cannot be opened is not there, unless it says why', () => {
  expect([1, 3, 4, 9, 11].map((status) => codeOfSaid({ at: 'open', status }))).toEqual(['scanner.missing', 'scanner.busy', 'scanner.missing', 'scanner.missing', 'scanner.denied']);
});

it('has a code with texts for every status of the standard, and for numbers nobody knows', () => {
  expect(Object.keys(saneStatuses).map(Number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  for (const { code } of Object.values(saneStatuses)) expect(errorTexts[code].remedy.length).toBeLessThanOrEqual(90);
  expect([null, 0, 99].map(codeOfStatus)).toEqual(['scanner.failed', 'scanner.failed', 'scanner.failed']);
});
