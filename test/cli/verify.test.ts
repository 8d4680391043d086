/** Whole cases from the command line, on the synthetic customer of `npm run specimens` (npm test makes them before the unit tests). */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jpegFramesOf } from '../../scripts/bench/station/clip.ts';
import { clipFileName } from '../../scripts/specimens/clip/index.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-verify-'));
const clips = ['document-good', 'document-expired', 'face-customer', 'face-stranger'] as const;
const clipFile = (name: (typeof clips)[number]): string => path.join(root, '.cache/specimens/clips', clipFileName(name));
const sheets = ['passport-two-portraits', 'passport-portrait-swapped'] as const;
const sheetFile = (name: (typeof sheets)[number]): string => path.join(root, `.cache/specimens/documents/${name}-front.png`);
/** The customer with document and sheet, of 29 November 2026, as printed for a case with code ACDEFGH3. */
const statement = path.join(root, '.cache/specimens/statements/statement-good.png');
const missing = [...(existsSync(statement) ? [] : ['statement-good']), ...clips.filter((name) => !existsSync(clipFile(name))), ...sheets.filter((name) => !existsSync(sheetFile(name)))];
if (missing.length > 0) console.warn(`SKIPPED  vestibule verify: ${missing.join(', ')} not made (npm run specimens -- --only tests).`);

/** A picture on which nothing is doubtful: in the first one of the clip letters of the name are, and without a clerk to tap them the case refers. */
const certain = 15;
const picture = (name: string): string => sheets.some((s) => s === name) ? sheetFile(name as (typeof sheets)[number]) : path.join(folder, `${name}.jpg`);

beforeAll(() => {
  if (missing.length === 0) for (const name of clips) writeFileSync(picture(name), jpegFramesOf(clipFile(name))[name === 'document-good' ? certain : 0]!);
  writeFileSync(picture('empty'), '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Line = { ok: boolean; outcome: string | null; reasons: string[]; error?: { code: string }; match: { verdict: string; steps: { a: string; b: string; verdict: string }[] }; statement: null | { file: string; asked?: { word: string; code: string | null }; people?: number }; checks: { id: string; status: string; capture: string | null; reason: string | null; values: Record<string, unknown> }[]; ms: { total: number } };

async function verify(document: string, face: string, ...more: string[]): Promise<{ code: number | null; line: Line }> {
  const { code, text } = await run(document, face, ...more);
  return { code, line: JSON.parse(text) as Line };
}

function run(document: string, face: string, ...more: string[]): Promise<{ code: number | null; text: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'cli/vestibule.mjs'), 'verify', '--document', picture(document), '--face', picture(face), '--type', 'passport', '--date', '2026-11-23', '--json', ...more]);
    let out = '';
    child.stdout.on('data', (d: Buffer) => { out += d.toString(); });
    child.on('close', (code) => resolve({ code, text: out }));
  });
}

describe.skipIf(missing.length > 0)('verify', () => {
  it('accepts the customer with a valid passport once staff has attested', async () => {
    const { code, line } = await verify('document-good', 'face-customer', '--attested');
    expect(line).toMatchObject({ ok: true, outcome: 'accept', reasons: [], match: { verdict: 'match' } });
    expect(code).toBe(0);
  }, 120_000);

  it('refers the same case without attestation: a still picture does not show a live person', async () => {
    const { code, line } = await verify('document-good', 'face-customer');
    expect(line).toMatchObject({ outcome: 'refer', reasons: ['live.challenge', 'live.presentation'] });
    expect(line.checks.find((c) => c.id === 'live.challenge')).toMatchObject({ status: 'not-assessed', reason: 'still-picture' });
    expect(code).toBe(10);
  }, 120_000);

  it('never accepts a stranger with the customer\'s passport, attested or not', async () => {
    const { code, line } = await verify('document-good', 'face-stranger', '--attested');
    expect(line.reasons).toContain('match.id');
    expect(line.match.verdict).not.toBe('match');
    expect(code).toBe(10);
  }, 120_000);

  it('holds the small second portrait against the large one and against the customer', async () => {
    const { line } = await verify('passport-two-portraits', 'face-customer', '--attested');
    expect(line.match.steps.map((s) => [s.a, s.b, s.verdict])).toEqual([['portrait', 'ghost', 'match'], ['portrait', 'face', 'match'], ['ghost', 'face', 'match']]);
    expect(line.reasons).not.toContain('match.steps');
  }, 120_000);

  it('names the portrait as the odd face where only it was pasted over', async () => {
    const { code, line } = await verify('passport-portrait-swapped', 'face-customer', '--attested');
    expect(line.reasons).toEqual(expect.arrayContaining(['match.id', 'match.steps']));
    expect(line.checks.find((c) => c.id === 'match.steps')?.values).toMatchObject({ variant: 'portrait', faces: 3 });
    expect(line.checks.find((c) => c.id === 'auth.portrait-swapped')?.status).toBe('fail');
    expect(code).toBe(10);
  }, 120_000);

  it('asks for another document when it has expired', async () => {
    const { code, line } = await verify('document-expired', 'face-customer', '--attested');
    expect(line).toMatchObject({ outcome: 'retry' });
    expect(line.reasons[0]).toBe('doc.expired');
    expect(code).toBe(20);
  }, 120_000);
});

describe.skipIf(missing.length > 0)('verify --statement', () => {
  const withStatement = (...more: string[]) => verify('document-good', 'face-customer', '--statement', statement, '--attested', ...more);
  const statusOf = (line: Line, id: string): string[] => line.checks.filter((c) => c.id === id).map((c) => c.status);

  it('judges date, word, the document in the hand and the face against all others, as the station does', async () => {
    const { code, line } = await withStatement('--date', '2026-11-29', '--code', 'ACDEFGH3');
    expect(line).toMatchObject({ ok: true, statement: { asked: { word: 'CoinEx', code: 'ACDEFGH3' }, people: 1 } });
    for (const id of ['stmt.no-face', 'stmt.missing', 'stmt.no-document', 'stmt.date', 'stmt.word']) expect([id, ...statusOf(line, id)]).toEqual([id, 'pass']);
    expect(line.checks.find((c) => c.id === 'stmt.date')?.capture).toBe('statement');
    const against = line.match.steps.filter((s) => [s.a, s.b].includes('statement') && ![s.a, s.b].includes('held'));
    expect(against.map((s) => [s.a, s.b, s.verdict])).toEqual([['portrait', 'statement', 'match'], ['face', 'statement', 'match']]);
    // Of the portrait in the hand: 0.47 from the captured one.
    expect(statusOf(line, 'stmt.other-document')).toEqual(['pass']);
    expect([line.outcome, code, line.reasons]).toEqual(['accept', 0, []]);
  }, 240_000);

  it('asks again where the sheet is of another case, and where another word is asked for', async () => {
    const { code, line } = await withStatement('--date', '2026-11-29', '--code', 'ACDEFGH4', '--word', 'Vestibule');
    expect(line.checks.find((c) => c.id === 'stmt.date')).toMatchObject({ status: 'fail', values: { variant: 'other-case' } });
    expect(statusOf(line, 'stmt.word')).not.toContain('pass');
    expect([line.outcome, code]).toEqual(['retry', 20]);
    expect(line.reasons).toContain('stmt.date');
  }, 240_000);

  it('the day of the case is that of the decision too: the sheet of a later day is not taken', async () => {
    const { code, line } = await withStatement();
    expect(line.checks.find((c) => c.id === 'stmt.date')).toMatchObject({ status: 'fail', values: { variant: 'other-day' } });
    expect([line.outcome, code]).toEqual(['retry', 20]);
  }, 240_000);
});

it.each([[['--word', 'CoinEx']], [['--statement', 'x.png', '--code', 'short']]])('%j is a wrong use', async (more) => {
  const { code, text } = await run('empty', 'empty', ...more);
  expect([code, text]).toEqual([2, '']);
});

it('gives no verdict on a picture that could not be processed', async () => {
  const { code, line } = await verify('empty', 'empty');
  expect(line).toMatchObject({ ok: false, outcome: null, error: { code: 'file.empty' }, checks: [], reasons: [] });
  expect(code).toBe(1);
  expect(line.statement).toBeNull();
  expect((await verify('empty', 'empty', '--statement', picture('empty'))).line).toMatchObject({ ok: false, statement: { file: picture('empty') } });
});
