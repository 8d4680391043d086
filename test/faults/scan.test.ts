/** The short form of `npm run bench:scan`: no page lost, none doubled, no hang beyond its time-out. */
import { expect, it } from 'vitest';
import { figuresOf, runScans } from '../../scripts/bench/scan/run.ts';
import { saneIsInstalled, saneIsMissing } from '../fakes/sane.ts';

if (!saneIsInstalled) console.warn(saneIsMissing);

it('36 scans with injected failures lose no page, double none, and end with their cause', async () => {
  const rows = await runScans(36);
  expect(rows.filter((r) => !r.wanted.includes(r.code) || !r.same)).toEqual([]);
  expect(figuresOf(rows)).toMatchObject({ scans: 36, lost: 0, doubled: 0, other: 0, hung: 0, wrongCause: 0 });
}, 300_000);
