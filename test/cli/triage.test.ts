/** `vestibule triage DIR`: a folder of what somebody brought, in one go. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { jpegFramesOf } from '../../scripts/bench/station/clip.ts';
import { clipFileName } from '../../scripts/specimens/clip/index.ts';
import { billPdf, type PdfBill } from '../../scripts/specimens/pdf/bill.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-triage-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const passports = path.join(root, '.cache/specimens/clips', clipFileName('document-good'));
const isMade = existsSync(passports);
if (!isMade) console.warn('SKIPPED  vestibule triage with a passport: document-good not made (npm run specimens -- --only tests).');

const bill = (change: Partial<PdfBill> = {}): Uint8Array => billPdf({ name: 'Ms Ingrid Maria Halvorsen', address: ['14 Mill Lane', 'Cambridge', 'CB2 1TN'], date: '3 November 2026', ...change });
function pile(name: string, files: Record<string, Uint8Array | string>): string {
  const place = path.join(folder, name);
  mkdirSync(place);
  for (const [file, bytes] of Object.entries(files)) writeFileSync(path.join(place, file), bytes);
  return place;
}

type Said = { verdict: string; papers: { file: string; what: { class: string } | null; will: string; says: string | null; until: string | null }[]; missing: { need: string; how: string }[]; slip: { language: string; text: string } };
function triage(...words: string[]): Promise<{ code: number | null; said: Said | null; told: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'cli/vestibule.mjs'), 'triage', '--date', '2026-11-29', ...words]);
    let [out, told] = ['', ''];
    child.stdout.on('data', (d: Buffer) => { out += d.toString(); });
    child.stderr.on('data', (d: Buffer) => { told += d.toString(); });
    child.on('close', (code) => resolve({ code, told: told + out, said: out.startsWith('{') ? (JSON.parse(out) as Said) : null }));
  });
}
const short = (said: Said): string[] => said.papers.map((p) => `${path.basename(p.file)} ${p.what?.class ?? '-'} ${p.will}`);

describe('triage', () => {
  it('says each file of a folder and what is missing, with the slip in the language asked for', async () => {
    const { code, said } = await triage(pile('pile', { '1.pdf': bill({ date: '28 August 2026' }), '2.pdf': bill({ locked: true }), '3.txt': 'no picture', '.hidden': 'x' }), '--json', '--language', 'de');
    expect(short(said!)).toEqual(['1.pdf utility-bill no', '2.pdf - mend', '3.txt - mend']);
    expect(said).toMatchObject({ verdict: 'fix-here', missing: [{ need: 'identity', how: 'mend' }, { need: 'proof', how: 'mend' }], slip: { language: 'de', text: expect.stringMatching(/^Bitte mitbringen\n/) as string } });
    expect(said!.papers[0]!.says).toBe('This paper was issued on 2026-08-28; it must not be older than 2026-08-29. Bring a newer one.');
    expect(code).toBe(20);
  }, 120_000);

  it('a bill alone: come back with a document', async () => {
    const { code, told } = await triage(pile('bill', { 'bill.pdf': bill() }));
    expect([code, told]).toEqual([30, expect.stringMatching(/^COME-BACK\n[\s\S]*\* An identity document\n[\s\S]*this will do until 3 February 2027/) as string]);
  }, 60_000);

  it.skipIf(!isMade)('a passport and a bill in the same name: go', async () => {
    const { code, said } = await triage(pile('good', { 'a.jpg': jpegFramesOf(passports)[15]!, 'b.pdf': bill() }), '--json');
    expect([code, said!.verdict, ...short(said!)]).toEqual([0, 'go', 'a.jpg passport do', 'b.pdf utility-bill do']);
    const other = await triage(pile('other', { 'a.jpg': jpegFramesOf(passports)[15]!, 'b.pdf': bill({ name: 'Mr Tomas Exemplar' }) }), '--json');
    expect([other.code, ...short(other.said!)]).toEqual([30, 'a.jpg passport do', 'b.pdf utility-bill no']);
  }, 120_000);

  it('a language it has not: exit 2 with those it has', async () => expect(await triage(folder, '--language', 'xx')).toMatchObject({ code: 2, told: expect.stringContaining('en, de, fr, es, pt, it') as string }), 60_000);

  it('a place that is not there: exit 2 with the code, and no word on the customer', async () => expect(await triage(path.join(folder, 'gone'))).toMatchObject({ code: 2, said: null, told: expect.stringMatching(/^vestibule: file\.not-found: .*gone: The file is not there\./) as string }), 60_000);
});
