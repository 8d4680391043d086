/** Statement pictures from the command line, as `npm run specimens -- --only tests` draws them (npm test makes them before the unit tests). */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const file = (name: string): string => path.join(root, `.cache/specimens/statements/statement-${name}.png`);
const missing = ['good', 'mirrored', 'no-sheet', 'no-document'].filter((name) => !existsSync(file(name)));
if (missing.length > 0) console.warn(`SKIPPED  vestibule inspect --kind statement: ${missing.join(', ')} not made (npm run specimens -- --only tests).`);

type Line = { ok: boolean; reasons: string[]; people: number; mirrored: boolean; document: object | null; sheet: object | null; checks: { id: string; status: string; values: Record<string, string> }[] };
function inspect(names: string[], ...more: string[]): Promise<Line[]> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'cli/vestibule.mjs'), 'inspect', '--kind', 'statement', '--json', ...more, ...names.map(file)]);
    let out = '';
    child.stdout.on('data', (d: Buffer) => { out += d.toString(); });
    child.on('close', () => resolve(out.split('\n').filter(Boolean).map((l) => JSON.parse(l) as Line)));
  });
}
const passed = ['stmt.no-face', 'stmt.missing', 'stmt.no-document', 'stmt.date', 'stmt.word'].map((id) => [id, 'pass']);

describe.skipIf(missing.length > 0)('inspect --kind statement', () => {
  it('finds all three and reads date and word, also on a mirror image; says what is missing', async () => {
    const [good, mirrored, noSheet, noDocument] = await inspect(['good', 'mirrored', 'no-sheet', 'no-document'], '--date', '2026-11-29', '--word', 'CoinEx');
    for (const line of [good, mirrored]) expect(line?.checks.map((c) => [c.id, c.status])).toEqual(passed);
    expect([good?.mirrored, mirrored?.mirrored]).toEqual([false, true]);
    expect(noSheet).toMatchObject({ ok: true, reasons: ['stmt.missing'], people: 1, sheet: null });
    expect(noDocument).toMatchObject({ ok: true, reasons: ['stmt.no-document'], people: 1, document: null });
  }, 240_000);

  it('the same sheet a day later, where another word is asked for', async () => {
    const [line] = await inspect(['good'], '--date', '2026-11-30', '--word', 'Vestibule');
    expect(line?.checks.find((c) => c.id === 'stmt.date')).toMatchObject({ status: 'fail', values: { variant: 'other-day' } });
    expect(line?.checks.find((c) => c.id === 'stmt.word')?.status).not.toBe('pass');
  }, 240_000);
});
