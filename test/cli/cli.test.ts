/** The command line as an integrator runs it: real processes, real files, answers parsed strictly. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkResultSchema } from '../../core/case/case.ts';
import { documentReadingSchema } from '../../core/document/reading.ts';
import { errorCodes, type ErrorCode } from '../../core/errors.ts';
import { oddFiles } from '../odd-files.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-cli-'));
const portraits = path.join(root, 'node_modules/@vladmandic/face-api/demo');

beforeAll(async () => {
  for (const { name, make } of oddFiles) writeFileSync(path.join(folder, name), await make());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Ran = { code: number | null; out: string; err: string };

/** `program`: as the machine's own Node would start it, or with this one. */
function vestibule(args: readonly string[], options: { cwd?: string; input?: string } = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'cli/vestibule.mjs'), ...args], { cwd: options.cwd ?? folder });
    const ran: Ran = { code: null, out: '', err: '' };
    child.stdout.on('data', (d: Buffer) => { ran.out += d.toString(); });
    child.stderr.on('data', (d: Buffer) => { ran.err += d.toString(); });
    child.on('close', (code) => resolve({ ...ran, code }));
  });
}

const linesOf = (ran: Ran): unknown[] => ran.out.split('\n').filter((l) => l !== '').map((l) => JSON.parse(l) as unknown);

const errorSchema = z.strictObject({ code: z.enum(errorCodes as [ErrorCode, ...ErrorCode[]]), message: z.string().min(10) });
const msSchema = z.object({ total: z.number(), decode: z.number() }).catchall(z.number());
const failedSchema = z.object({ file: z.string(), ok: z.literal(false), error: errorSchema, checks: z.array(z.never()), reasons: z.array(z.never()), ms: msSchema });
const doneSchema = z.object({
  file: z.string(), ok: z.literal(true), error: z.undefined().optional(), width: z.number().int(), height: z.number().int(),
  checks: z.array(checkResultSchema), reasons: z.array(z.string()), ms: msSchema,
});
const lineSchema = z.discriminatedUnion('ok', [failedSchema, doneSchema]);

describe('inspect --json', () => {
  it('gives every file its line, in order, the bad ones with their code', async () => {
    const names = [...oddFiles.map((f) => f.name), 'missing.jpg', '.'];
    const ran = await vestibule(['inspect', ...names, '--json']);
    const lines = linesOf(ran).map((l) => lineSchema.parse(l));
    expect(lines.map((l) => l.file)).toEqual(names);
    const wanted = [...oddFiles.map((f) => f.code), 'file.not-found', 'file.not-a-picture'];
    expect(lines.map((l) => (l.ok ? null : l.error.code))).toEqual(wanted);
    expect(ran.code).toBe(1);
  });

  it('runs the document checks, and exits 0 when all files were processed', async () => {
    const ran = await vestibule(['inspect', 'plain.png', '--json', '--type', 'passport', '--date', '2026-11-23']);
    const [line] = linesOf(ran).map((l) => doneSchema.parse(l));
    expect(line!.checks.map((c) => c.id)).toEqual(expect.arrayContaining(['doc.count', 'doc.framing', 'doc.sharpness', 'doc.expired']));
    expect(line!.checks.some((c) => c.id.startsWith('face.'))).toBe(false);
    expect(line!.reasons).toEqual(line!.checks.filter((c) => c.status === 'fail').map((c) => c.id));
    expect(ran.code).toBe(0);
  });

  it('runs the face checks: one face is one face, several are several', async () => {
    const ran = await vestibule(['inspect', '--kind', 'face', path.join(portraits, 'sample1.jpg'), path.join(folder, 'plain.png'), '--json']);
    const [people, nobody] = linesOf(ran).map((l) => doneSchema.parse(l));
    expect(people!.reasons).toContain('face.multiple');
    expect(nobody!.reasons).toContain('face.none');
  });

  it('prints nothing but its lines on standard output, from any folder, on the machine\'s own Node', async () => {
    const ran = await vestibule(['inspect', path.join(folder, 'plain.png'), '--json'], { cwd: '/' });
    expect(ran.out.trim().split('\n')).toHaveLength(1);
    expect(ran.err).toBe('');
  });
});

describe('read --json', () => {
  it('says what was read, and that nothing was', async () => {
    const ran = await vestibule(['read', 'plain.png', 'half.jpg', '--json']);
    const lines = linesOf(ran) as Record<string, unknown>[];
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      lineSchema.parse(line);
      documentReadingSchema.parse(line);
    }
    expect(lines[0]!['mrz']).toBeNull();
    expect(ran.code).toBe(1);
  });
});

describe('match --json', () => {
  const lineOf = z.object({
    a: z.string(), b: z.string(), ok: z.boolean(), facesA: z.number().int(), facesB: z.number().int(), distance: z.number().nullable(),
    verdict: z.enum(['match', 'unsure', 'different', 'none']), error: errorSchema.extend({ file: z.string() }).optional(), ms: z.object({ total: z.number() }),
  });

  it('compares A with each B; a picture without face is none, a bad file is told', async () => {
    const [a, b] = ['sample1.jpg', 'sample2.jpg'].map((n) => path.join(portraits, n));
    const ran = await vestibule(['match', a!, a!, b!, 'plain.png', 'half.jpg', '--json']);
    const lines = linesOf(ran).map((l) => lineOf.parse(l));
    expect(lines.map((l) => l.b)).toEqual([a, b, 'plain.png', 'half.jpg']);
    expect(lines[0]).toMatchObject({ verdict: 'match', distance: 0 });
    expect(lines[1]!.distance).toBeGreaterThan(0);
    expect(lines[2]).toMatchObject({ ok: true, facesB: 0, distance: null, verdict: 'none' });
    expect(lines[3]).toMatchObject({ ok: false, error: { code: 'file.truncated', file: 'half.jpg' }, verdict: 'none' });
    expect(ran.code).toBe(1);
  });

  it('takes pairs from a table, with heading and comments, and describes a picture once', async () => {
    const a = path.join(portraits, 'sample1.jpg');
    writeFileSync(path.join(folder, 'pairs.tsv'), `a\tb\tsame\n# the same picture\n${a}\t${a}\t1\n\n${a}\tplain.png\t0\n${a}\t${a}\t1\n`);
    const ran = await vestibule(['match', '--pairs', 'pairs.tsv', '--json']);
    const lines = linesOf(ran).map((l) => lineOf.parse(l));
    expect(lines.map((l) => l.verdict)).toEqual(['match', 'none', 'match']);
    expect(lines[2]!.ms.total).toBeLessThan(50);
    expect(ran.code).toBe(0);
  });
});

const formFile = path.join(folder, 'form.json');

describe('usage', () => {
  beforeAll(() => writeFileSync(formFile, JSON.stringify({ country: 'GBR', street: 'Mill Lane', number: '14', unit: '', city: 'Cambridge', region: '', postalCode: 'CB2 1TN' })));

  it.each([
    ['no verb', []],
    ['an unknown verb', ['scan']],
    ['an unknown option', ['inspect', 'plain.png', '--fast']],
    ['no file', ['inspect', '--json']],
    ['a kind that is none', ['inspect', 'plain.png', '--kind', 'cat']],
    ['a type that is none', ['inspect', 'plain.png', '--type', 'library-card']],
    ['a day that is none', ['inspect', 'plain.png', '--date', '2026-02-30']],
    ['only one picture to match', ['match', 'plain.png']],
    ['pictures beside a table', ['match', 'plain.png', '--pairs', 'pairs.tsv']],
    ['a table that is not there', ['match', '--pairs', 'nowhere.tsv']],
    ['verify without a face', ['verify', '--document', 'plain.png']],
    ['a proof of address without what the customer states', ['verify', '--document', 'none.png', '--face', 'none.png', '--address', 'none.pdf']],
    ['what the customer states without a proof of address', ['verify', '--document', 'none.png', '--face', 'none.png', '--form', formFile]],
    ['a form that is no JSON', ['verify', '--document', 'none.png', '--face', 'none.png', '--address', 'none.pdf', '--form', 'plain.png']],
  ] as const)('%s: exit 2 with one sentence on standard error', async (_name, args) => {
    const ran = await vestibule(args);
    expect(ran.code).toBe(2);
    expect(ran.out).toBe('');
    expect(ran.err).toMatch(/^vestibule: [^\n]+\n$/);
  });

  it('--help names every verb, --version is the program\'s', async () => {
    const help = await vestibule(['--help']);
    for (const verb of ['inspect', 'read', 'match', 'verify']) expect(help.out).toContain(`vestibule ${verb}`);
    expect(await vestibule(['--version'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });
});
