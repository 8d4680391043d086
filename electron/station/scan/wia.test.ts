/** The pure parts, and the walk with a program that says what the script would say. No Windows is here: see README, Limits. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorTexts, toCodedError } from '../../../core/errors.ts';
import { usualWish } from '../../../core/scanning.ts';
import { createWia, wiaCapabilities } from './wia.ts';
import { encodedScript, scanTask, script } from './wia-script.ts';
import { codeOfHresult, wiaErrors } from './wia-status.ts';

const facts = { label: 'Scan 1', handling: 7, bedWidth: 8500, bedHeight: 11_700, feedWidth: 8500, feedHeight: 14_000, resolutions: [100, 300, 600], range: null };
const never = new AbortController().signal;

it('a device with glass, feeder and both sides', () => {
  expect(wiaCapabilities(facts)).toEqual({
    label: 'Scan 1', button: false, resolutions: [100, 300, 600], colours: ['colour', 'gray', 'black-white'],
    sources: [{ source: 'flatbed', width: 215.9, height: 297.1 }, { source: 'feeder', width: 215.9, height: 355.6 }, { source: 'duplex', width: 215.9, height: 355.6 }],
  });
  expect(wiaCapabilities({ ...facts, handling: null, bedWidth: null, range: { min: 50, max: 300 }, resolutions: [] })).toMatchObject({ sources: [{ source: 'flatbed', width: null }], resolutions: [75, 100, 150, 200, 300] });
});

it('a wish in the numbers of WIA', () => {
  const can = wiaCapabilities(facts);
  expect(scanTask({ ...usualWish('{id}', can), source: 'duplex', paper: 'A4', colour: 'gray' }, can, 'C:\\x')).toEqual({ task: 'scan', device: '{id}', dir: 'C:\\x', handling: 5, intent: 2, dpi: 300, width: 2480, height: 3507, feeder: true });
});

it.each([[-2145320958, 'scanner.jammed'], [-2145320957, 'scanner.no-paper'], [-2145320954, 'scanner.busy'], [-2145320953, 'scanner.warming-up'], [-2145320938, 'scanner.cover-open'], [-2145320928, 'scanner.double-feed'], [-2145320950, 'scanner.connection'], [-2147024891, 'scanner.denied'], [-1, 'scanner.failed'], [0x80210002, 'scanner.jammed']])('HRESULT %d is %s', (hresult, code) => expect(codeOfHresult(hresult)).toBe(code));

it('every HRESULT of the table has a text, and the script speaks of no device that is not in its variable', () => {
  for (const code of Object.values(wiaErrors)) expect(errorTexts[code].remedy.length).toBeGreaterThan(5);
  expect(Buffer.from(encodedScript(), 'base64').toString('utf16le')).toBe(script);
  expect(script).not.toMatch(/Invoke-Expression|iex |http/i);
  expect(-2145320939 >>> 0).toBe(0x80210015);
});

describe.skipIf(process.platform === 'win32')('the walk, with a program that says the lines', () => {
  let dir: string;
  beforeAll(async () => {
    dir = mkdtempSync(path.join(tmpdir(), 'vestibule-wia-'));
    writeFileSync(path.join(dir, 'page.png'), await sharp({ create: { width: 30, height: 20, channels: 3, background: '#555' } }).png().toBuffer());
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  const says = (name: string, scan: string): string => {
    const file = path.join(dir, name);
    writeFileSync(file, `#!/bin/sh
case "$VESTIBULE_WIA" in
*'"task":"list"'*) echo '{"name":"{1}","label":"Scan 1"}'; echo 'WARNING: noise';;
*'"task":"capabilities"'*) echo '${JSON.stringify(facts)}';;
*) to=$(echo "$VESTIBULE_WIA" | sed 's/.*"dir":"\\([^"]*\\)".*/\\1/'); for n in 1 2; do cp '${dir}/page.png' "$to/page-$n"; echo "{\\"page\\":\\"$to/page-$n\\"}"; done; ${scan};;
esac
`);
    chmodSync(file, 0o755);
    return file;
  };
  const scanned = async (program: string): Promise<[number, string]> => {
    const wia = createWia({ program, platform: 'win32' });
    let count = 0;
    try {
      for await (const page of wia.scan({ name: '{1}', source: 'feeder', dpi: 300, colour: 'colour', paper: 'A4' }, { signal: never, progress: () => {} })) count += page.mime === 'image/png' ? 1 : 0;
      return [count, 'good'];
    } catch (thrown) {
      return [count, toCodedError(thrown).code];
    }
  };

  it('lists, and is not asked elsewhere than on Windows', async () => {
    expect(await createWia({ program: says('list', ''), platform: 'win32' }).list(never)).toEqual([{ name: '{1}', label: 'Scan 1' }]);
    expect(createWia().wanted()).toBe(false);
  });
  it('paper that is gone ends a stack', async () => expect(await scanned(says('empty', `echo '{"hresult":-2145320957}'; exit 1`))).toEqual([2, 'good']));
  it('a jam on page 3 keeps pages 1 and 2', async () => expect(await scanned(says('jam', `echo '{"hresult":-2145320958}'; exit 1`))).toEqual([2, 'scanner.jammed']));
  it('a program that dies keeps them too', async () => expect(await scanned(says('dies', 'kill -KILL $$'))).toEqual([2, 'scanner.failed']));
});
