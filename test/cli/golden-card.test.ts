/** `vestibule golden-card` on what `npm run golden-card` writes: the card is found and read, paper that is pure white is told as burnt out, and a picture without a card says so. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import sharp from 'sharp';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-golden-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const node = (...args: string[]) => spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });

it('measures the printed files, and says what is no golden card', async () => {
  expect(node('scripts/golden-card/main.ts', folder, '--serial', '00beef').status).toBe(0);
  const plain = path.join(folder, 'plain.png');
  await sharp({ create: { width: 800, height: 600, channels: 3, background: '#888888' } }).png().toFile(plain);
  const { status, stdout } = node('cli/vestibule.mjs', 'golden-card', '--json', path.join(folder, 'golden-card-id-1-00BEEF.png'), path.join(folder, 'golden-card-id-3-00BEEF.png'), plain);
  const lines = stdout.trim().split('\n').map((line) => JSON.parse(line) as unknown);
  expect(lines).toMatchObject([
    { ok: true, serial: '00BEEF', figures: { card: { size: 'id-1' }, dpi: expect.closeTo(600, -1) as number }, findings: [{ code: 'golden.over-exposed' }] },
    { ok: true, serial: '00BEEF', figures: { card: { size: 'id-3' }, dpi: expect.closeTo(600, -1) as number } },
    { ok: false, error: { code: 'golden.not-found' }, figures: null, findings: [] },
  ]);
  expect(status).toBe(1);
}, 120_000);
