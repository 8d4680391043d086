/**
 * `npm run bench:window [-- --count 100] [--try-graphics]`: how many starts of the real application show their window, and after how long. `--try-graphics`:
 * as it was before electron/rendering.ts, and without its second try at a page that hangs, which comes after the 8 s that a start is given here.
 */
import { parseArgs } from 'node:util';
import { ensureDisplay } from '../../test/e2e/display.ts';
import { buildWhenNeeded } from '../build/when-needed.ts';
import path from 'node:path';
import { table, timeRow } from './station/statistics.ts';
import { startUntilShown } from './window/start.ts';

const { values } = parseArgs({ options: { count: { type: 'string', default: '100' }, 'try-graphics': { type: 'boolean', default: false } } });
if (!buildWhenNeeded(path.resolve(import.meta.dirname, '../..'), (line) => console.error(line))) process.exit(1);
const count = Number(values.count);
const display = await ensureDisplay();
const times: number[] = [];
for (let n = 0; n < count; n += 1) {
  const shown = (await startUntilShown({ display, withinMs: 8_000, env: values['try-graphics'] ? { VESTIBULE_TRY_GRAPHICS: '1' } : {} })).find(({ what }) => what === 'shown');
  if (shown) times.push(shown.ms);
}
console.log(`${times.length} of ${count} starts showed their window within 8 s.`);
console.log(table([timeRow('program started to window shown', times, null, 'p95')]));
process.exit(times.length === count ? 0 : 1);
