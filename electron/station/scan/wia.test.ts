/** The pure parts, and the walk with a program that says what the script would say. No Windows is here: see README, Limits. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorTexts, toCodedError, type ErrorCode } from '../../../core/errors.ts';
import { usualWish } from '../../../core/scanning.ts';
import { createWia, wiaCapabilities } from './wia.ts';
import { encodedScript, scanTask, script } from './wia-script.ts';
import { codeOfHresult, paperEmpty, wiaErrors } from './wia-status.ts';

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

/** wiadef.h and winerror.h of the Windows SDK, each with what its name says. */
const hresults: readonly [string, number, ErrorCode][] = [
  ['WIA_ERROR_GENERAL_ERROR', 0x80210001, 'scanner.failed'], ['WIA_ERROR_PAPER_JAM', 0x80210002, 'scanner.jammed'], ['WIA_ERROR_PAPER_EMPTY', 0x80210003, 'scanner.no-paper'], ['WIA_ERROR_PAPER_PROBLEM', 0x80210004, 'scanner.jammed'],
  ['WIA_ERROR_OFFLINE', 0x80210005, 'scanner.missing'], ['WIA_ERROR_BUSY', 0x80210006, 'scanner.busy'], ['WIA_ERROR_WARMING_UP', 0x80210007, 'scanner.warming-up'], ['WIA_ERROR_USER_INTERVENTION', 0x80210008, 'scanner.attention'],
  ['WIA_ERROR_ITEM_DELETED', 0x80210009, 'scanner.missing'], ['WIA_ERROR_DEVICE_COMMUNICATION', 0x8021000a, 'scanner.connection'], ['WIA_ERROR_INVALID_COMMAND', 0x8021000b, 'scanner.unsupported'], ['WIA_ERROR_INCORRECT_HARDWARE_SETTING', 0x8021000c, 'scanner.settings'],
  ['WIA_ERROR_DEVICE_LOCKED', 0x8021000d, 'scanner.busy'], ['WIA_ERROR_EXCEPTION_IN_DRIVER', 0x8021000e, 'scanner.failed'], ['WIA_ERROR_INVALID_DRIVER_RESPONSE', 0x8021000f, 'scanner.nonsense'], ['WIA_S_NO_DEVICE_AVAILABLE', 0x80210015, 'scanner.missing'],
  ['WIA_ERROR_COVER_OPEN', 0x80210016, 'scanner.cover-open'], ['WIA_ERROR_LAMP_OFF', 0x80210017, 'scanner.attention'], ['WIA_ERROR_DESTINATION', 0x80210018, 'scanner.failed'], ['WIA_ERROR_NETWORK_RESERVATION_FAILED', 0x80210019, 'scanner.busy'],
  ['WIA_ERROR_MULTI_FEED', 0x80210020, 'scanner.double-feed'], ['E_ACCESSDENIED', 0x80070005, 'scanner.denied'], ['E_OUTOFMEMORY', 0x8007000e, 'scanner.memory'], ['E_INVALIDARG', 0x80070057, 'scanner.settings'], ['ERROR_NOT_FOUND', 0x80070490, 'scanner.missing'], ['CO_E_SERVER_EXEC_FAILURE', 0x80080005, 'scanner.failed'],
];

it.each(hresults)('%s is told, as a signed number too', (_name, hresult, code) => expect([codeOfHresult(hresult), codeOfHresult(hresult | 0)]).toEqual([code, code]));

it('no row is left out, and a number nobody knows is a scanner that stopped', () => {
  expect(Object.keys(wiaErrors).map(Number).sort((a, b) => a - b)).toEqual(hresults.map(([, hresult]) => hresult).sort((a, b) => a - b));
  expect([-1, 0x80219999, 0].map(codeOfHresult)).toEqual(['scanner.failed', 'scanner.failed', 'scanner.failed']);
});

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
  // The walk runs a program a row; none of these is the end of a good stack.
  it.each(hresults.filter(([, hresult]) => hresult !== paperEmpty))('%s on page 3 keeps pages 1 and 2', async (row, hresult, code) => expect(await scanned(says(row, `echo '{"hresult":${hresult | 0}}'; exit 1`))).toEqual([2, code]));
  it('paper that is gone ends a stack', async () => expect(await scanned(says('empty', `echo '{"hresult":-2145320957}'; exit 1`))).toEqual([2, 'good']));
  it('a program that dies keeps them too', async () => expect(await scanned(says('dies', 'kill -KILL $$'))).toEqual([2, 'scanner.failed']));
});
