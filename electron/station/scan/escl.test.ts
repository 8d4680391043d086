import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toCodedError } from '../../../core/errors.ts';
import { noScanSettings, type ScanSettings, type ScanWish } from '../../../core/scanning.ts';
import { startEsclServer, type EsclFault, type EsclRefusal, type EsclServer, type EsclStop } from '../../../test/fakes/escl-server.ts';
import type { ScannerDriver } from './driver.ts';
import { createEscl, codeOfHttp, httpCodes } from './escl.ts';
import { adfStates, deviceStates, stateReasons } from './escl-words.ts';

let server: EsclServer;
let driver: ScannerDriver;
let wish: ScanWish;
const never = new AbortController().signal;
const settings = (more: Partial<ScanSettings> = {}): ScanSettings => ({ ...noScanSettings, addresses: [server.address], ...more });
const nobody = () => Promise.resolve([]);
/** Chosen: a machine that is busy with other work answers this slowly at times. */
const limits = { silentMs: 2_500, connectMs: 2_500, busyMs: 2_000, retryMs: 50, shortestRetryMs: 50, longestRetryMs: 50, deleteMs: 1_500, pageBytes: 2_000_000 };
/** Chosen: above the longest of them, with what is asked before and after it. */
const soonMs = 12_000;
beforeAll(async () => {
  server = await startEsclServer();
  driver = createEscl({ settings, find: nobody, limits });
  wish = { name: `at:${server.address}`, source: 'feeder', dpi: 300, colour: 'colour', paper: 'A4' };
});
afterAll(() => server.close());

async function scanned(of: Partial<ScanWish> = {}, cancelAfter = Infinity): Promise<{ pages: number; end: string }> {
  const abort = new AbortController();
  let pages = 0;
  try {
    for await (const { bytes, mime } of driver.scan({ ...wish, ...of }, { signal: abort.signal, progress: () => {} })) {
      expect([mime, bytes[0], bytes[1]]).toEqual(['image/jpeg', 0xff, 0xd8]);
      pages += 1;
      if (pages === cancelAfter) abort.abort();
    }
    return { pages, end: 'good' };
  } catch (thrown) {
    return { pages, end: toCodedError(thrown).code };
  }
}

describe('an eSCL scanner that behaves', () => {
  it('is listed by the address a supervisor gave, with its own name', async () => {
    server.behave({});
    expect(await driver.list(never)).toEqual([{ name: wish.name, label: `Nordlys OfficeScan 40 (${server.address})`, host: '127.0.0.1' }]);
  });

  it('says what it can: 2551 units of 1/300 inch are 215.9 mm', async () => {
    const choices = { resolutions: [75, 150, 300, 600], colours: ['colour', 'gray', 'black-white'] };
    expect(await driver.capabilities(wish.name, never)).toEqual({
      label: 'Nordlys OfficeScan 40', button: false, ...choices,
      sources: [{ source: 'flatbed', width: 215.9, height: 297, ...choices }, { source: 'feeder', width: 215.9, height: 355.6, ...choices }, { source: 'duplex', width: 215.9, height: 355.6, ...choices }],
    });
  });

  it('gives one page of the glass, and the job is ended', async () => {
    server.asked();
    expect(await scanned({ source: 'flatbed' })).toEqual({ pages: 1, end: 'good' });
    expect(server.asked()).toEqual(['GET /eSCL/ScannerCapabilities', 'POST /eSCL/ScanJobs', 'GET /eSCL/ScanJobs/1/NextDocument', 'DELETE /eSCL/ScanJobs/1']);
    expect(server.settings()).toContain('<pwg:InputSource>Platen</pwg:InputSource>');
    expect(server.settings()).toContain('<pwg:Width>2480</pwg:Width><pwg:Height>3507</pwg:Height>');
  });

  it('gives every page of the feeder, also both sides', async () => {
    expect(await scanned()).toEqual({ pages: 3, end: 'good' });
    expect(server.settings()).toContain('<scan:Duplex>false</scan:Duplex>');
    server.behave({ pages: 12 });
    expect(await scanned({ source: 'duplex', colour: 'gray', dpi: 150 })).toEqual({ pages: 12, end: 'good' });
    expect(server.settings()).toContain('<scan:Duplex>true</scan:Duplex><scan:ColorMode>Grayscale8</scan:ColorMode><scan:XResolution>150</scan:XResolution>');
  });

  it('is asked nowhere else, whatever name it puts into its answer', async () => {
    server.behave({ refusal: 'foreign-location' });
    expect(await scanned()).toEqual({ pages: 3, end: 'good' });
  });

  it('is stopped when asked to, with the pages it gave, and its job is deleted', async () => {
    server.behave({ pages: 30 });
    expect(await scanned({}, 4)).toEqual({ pages: 4, end: 'good' });
    expect(server.open()).toBe(0);
  });
});

describe('what a source of an eSCL scanner has', () => {
  const profile = (modes: string[], formats: string[], dpi: number[]): string => `<scan:SettingProfile><scan:ColorModes>${modes.map((m) => `<scan:ColorMode>${m}</scan:ColorMode>`).join('')}</scan:ColorModes><scan:DocumentFormats>${formats.map((f) => `<pwg:DocumentFormat>${f}</pwg:DocumentFormat>`).join('')}</scan:DocumentFormats>
    <scan:SupportedResolutions><scan:DiscreteResolutions>${dpi.map((d) => `<scan:DiscreteResolution><scan:XResolution>${d}</scan:XResolution><scan:YResolution>${d}</scan:YResolution></scan:DiscreteResolution>`).join('')}</scan:DiscreteResolutions></scan:SupportedResolutions></scan:SettingProfile>`;
  const capabilities = `<scan:ScannerCapabilities xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"><pwg:MakeAndModel>Office 7</pwg:MakeAndModel>
    <scan:Platen><scan:PlatenInputCaps><scan:MaxWidth>2550</scan:MaxWidth><scan:MaxHeight>3508</scan:MaxHeight><scan:SettingProfiles>${profile(['RGB24', 'Grayscale8'], ['image/jpeg', 'application/pdf'], [300, 1200])}${profile(['BlackAndWhite1'], ['application/pdf'], [300])}</scan:SettingProfiles></scan:PlatenInputCaps></scan:Platen>
    <scan:Adf><scan:AdfSimplexInputCaps><scan:MaxWidth>2550</scan:MaxWidth><scan:MaxHeight>4200</scan:MaxHeight><scan:SettingProfiles>${profile(['Grayscale8'], ['image/jpeg'], [200])}${profile(['BlackAndWhite1'], ['image/tiff'], [200])}${profile(['RGB24'], ['application/octet-stream'], [200])}</scan:SettingProfiles></scan:AdfSimplexInputCaps></scan:Adf></scan:ScannerCapabilities>`;

  it('is read from that source: resolutions, and the colours that come in a format we take', async () => {
    server.behave({ capabilities });
    expect((await driver.capabilities(wish.name, never)).sources).toEqual([
      { source: 'flatbed', width: 215.9, height: 297, resolutions: [300, 1200], colours: ['colour', 'gray', 'black-white'] },
      { source: 'feeder', width: 215.9, height: 355.6, resolutions: [200], colours: ['gray', 'black-white'] },
    ]);
  });

  it.each([['flatbed', 'colour', 'image/jpeg'], ['flatbed', 'black-white', 'application/pdf'], ['feeder', 'gray', 'image/jpeg'], ['feeder', 'black-white', 'image/tiff']] as const)('%s in %s is asked for as %s', async (source, colour, format) => {
    server.behave({ capabilities });
    await scanned({ source, colour });
    expect(server.settings()).toContain(`<pwg:DocumentFormat>${format}</pwg:DocumentFormat><scan:DocumentFormatExt>${format}</scan:DocumentFormatExt>`);
  });
});

describe('an eSCL scanner that misbehaves on page 3: pages 1 and 2 are kept, the cause is told, nothing hangs', () => {
  const rows: [EsclFault, string][] = [
    ['cut', 'scanner.connection'], ['truncated-jpeg', 'scanner.page-damaged'], ['hang', 'scanner.timeout'], ['hang-in-page', 'scanner.timeout'], ['wrong-type', 'scanner.nonsense'], ['html', 'scanner.page-damaged'],
    ['huge', 'input.too-large'], ['huge-without-length', 'input.too-large'], ['jam', 'scanner.jammed'], ['double-feed', 'scanner.double-feed'], ['cover-open', 'scanner.cover-open'], ['cancelled-there', 'scanner.cancelled'],
    ['aborted', 'scanner.failed'], ['error-500', 'scanner.failed'], ['busy-for-ever', 'scanner.busy'], ['warming', 'scanner.warming-up'],
    ['jam-of-last-sheet', 'scanner.jammed'], ['aborted-at-last-sheet', 'scanner.failed'], ['error-500-at-last-sheet', 'scanner.failed'], ['cancelled-at-last-sheet', 'scanner.cancelled'],
  ];
  it.each(rows)('%s is %s', async (kind, code) => {
    server.behave({ pages: 5, fault: { page: 3, kind } });
    const from = performance.now();
    expect(await scanned()).toEqual({ pages: 2, end: code });
    expect(performance.now() - from).toBeLessThan(soonMs);
    expect(server.open()).toBe(0);
  });

  it('a 503 with a time is waited for, and the page comes', async () => {
    server.behave({ pages: 3, fault: { page: 2, kind: 'busy-once' } });
    expect(await scanned()).toEqual({ pages: 3, end: 'good' });
  });

  it('the last sheet is waited for although the feeder is empty by then', async () => {
    for (const page of [1, 3]) {
      server.behave({ pages: 3, fault: { page, kind: 'busy-of-last-sheet' } });
      expect(await scanned()).toEqual({ pages: 3, end: 'good' });
    }
  });

  it('a jam is told at once and not waited out as "not yet"', async () => {
    const patient = createEscl({ settings, find: nobody, limits: { busyMs: 60_000, retryMs: 50, shortestRetryMs: 50 } });
    server.behave({ fault: { page: 1, kind: 'jam-while-busy' } });
    const from = performance.now();
    await expect(patient.scan(wish, { signal: never, progress: () => {} }).next()).rejects.toThrow('scanner.jammed');
    expect(performance.now() - from).toBeLessThan(soonMs);
  });

  it('"try again at once" does not keep the network busy', async () => {
    server.behave({ fault: { page: 1, kind: 'busy-at-once-again' } });
    server.asked();
    expect(await scanned()).toEqual({ pages: 0, end: 'scanner.busy' });
    expect(server.asked().filter((asked) => asked.endsWith('NextDocument')).length).toBeLessThanOrEqual(limits.busyMs / limits.shortestRetryMs + 2);
  });

  it('paper that is gone is the end after a page, and told before the first one', async () => {
    server.behave({ fault: { page: 3, kind: 'empty' } });
    expect(await scanned()).toEqual({ pages: 2, end: 'good' });
    server.behave({ fault: { page: 1, kind: 'empty' } });
    expect(await scanned()).toEqual({ pages: 0, end: 'scanner.no-paper' });
  });
});

describe('each thing an eSCL scanner can say of itself when it ends on page 3', () => {
  const told = async (kind: EsclStop): Promise<unknown> => {
    server.behave({ pages: 5, fault: { page: 3, kind } });
    return scanned();
  };
  const adf: [string, string][] = [
    ['ScannerAdfProcessing', 'good'], ['ScannerAdfLoaded', 'good'], ['ScannerAdfEmpty', 'good'], ['ScannerAdfJam', 'scanner.jammed'], ['ScannerAdfMispick', 'scanner.jammed'], ['ScannerAdfMultipickDetected', 'scanner.double-feed'],
    ['ScannerAdfHatchOpen', 'scanner.cover-open'], ['ScannerAdfDuplexPageTooShort', 'scanner.settings'], ['ScannerAdfDuplexPageTooLong', 'scanner.settings'], ['ScannerAdfInputTrayFailed', 'scanner.attention'], ['ScannerAdfInputTrayOverloaded', 'scanner.attention'],
  ];
  it.each(adf)('AdfState %s: %s', async (state, end) => expect(await told({ http: 404, adf: state })).toEqual({ pages: 2, end }));

  const reasons: [string, string][] = [
    ['cover-open', 'scanner.cover-open'], ['interlock-open', 'scanner.cover-open'], ['media-jam', 'scanner.jammed'], ['MediaJam', 'scanner.jammed'], ['multiple-feed-error', 'scanner.double-feed'], ['MultipleFeedError', 'scanner.double-feed'],
    ['lamp-warming', 'scanner.warming-up'], ['LampWarming', 'scanner.warming-up'], ['warming-up', 'scanner.warming-up'], ['Calibrating', 'scanner.warming-up'], ['attention-required', 'scanner.attention'], ['LampError', 'scanner.attention'], ['internal-storage-full', 'scanner.memory'], ['input-tray-empty', 'good'],
  ];
  it.each(reasons)('StateReason %s: %s', async (reason, end) => expect(await told({ http: 404, reason })).toEqual({ pages: 2, end }));

  const states: [string, string][] = [['Idle', 'good'], ['Processing', 'good'], ['Testing', 'scanner.warming-up'], ['Stopped', 'scanner.attention'], ['Down', 'scanner.failed']];
  it.each(states)('State %s: %s', async (state, end) => expect(await told({ http: 404, state })).toEqual({ pages: 2, end }));

  const statuses: [number, string][] = [
    [400, 'scanner.settings'], [401, 'scanner.denied'], [403, 'scanner.denied'], [404, 'good'], [409, 'scanner.settings'], [410, 'scanner.cancelled'], [418, 'scanner.failed'], [500, 'scanner.failed'], [503, 'scanner.busy'], [507, 'scanner.memory'], [204, 'scanner.nonsense'], [302, 'scanner.nonsense'],
  ];
  it.each(statuses)('HTTP %d instead of a page: %s', async (http, end) => expect(await told({ http })).toEqual({ pages: 2, end }));
  it.each(statuses.map(([http, end]): [number, string] => [http, http === 404 ? 'scanner.missing' : end]))('HTTP %d instead of a job: %s', async (http, end) => {
    server.behave({ refusal: http });
    expect(await scanned()).toEqual({ pages: 0, end });
  });

  it('no row is left out', () => {
    const letters = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');
    expect(adf.map(([state]) => state).sort()).toEqual(Object.keys(adfStates).sort());
    expect([...new Set(reasons.map(([reason]) => letters(reason)))].sort()).toEqual(Object.keys(stateReasons).sort());
    expect(states.map(([state]) => state).sort()).toEqual(Object.keys(deviceStates).sort());
    expect(statuses.map(([status]) => status)).toEqual(expect.arrayContaining(Object.keys(httpCodes).map(Number)));
  });

  it('that no paper is left is the cause only where nothing was given yet', async () => {
    server.behave({ fault: { page: 1, kind: { http: 404, reason: 'input-tray-empty' } } });
    expect(await scanned()).toEqual({ pages: 0, end: 'scanner.no-paper' });
  });
});

describe('an eSCL scanner that refuses', () => {
  const rows: [EsclRefusal, string][] = [
    ['conflict', 'scanner.settings'], ['unavailable', 'scanner.busy'], ['forbidden', 'scanner.denied'], ['no-location', 'scanner.nonsense'], ['bad-xml', 'scanner.nonsense'], ['entities', 'scanner.nonsense'], ['not-found', 'scanner.missing'],
  ];
  it.each(rows)('%s is %s', async (refusal, code) => {
    server.behave({ refusal });
    expect(await scanned()).toEqual({ pages: 0, end: code });
  });

  it('each HTTP status has a code', () => {
    expect([400, 401, 403, 404, 409, 410, 418, 500, 503, 507].map(codeOfHttp)).toEqual([
      'scanner.settings', 'scanner.denied', 'scanner.denied', 'scanner.missing', 'scanner.settings', 'scanner.cancelled', 'scanner.failed', 'scanner.failed', 'scanner.busy', 'scanner.memory',
    ]);
  });
});

describe('the network', () => {
  it('is not used before a supervisor allows it; a scanner on this computer needs nobody', async () => {
    server.behave({});
    const asked: boolean[] = [];
    const outside = '192.168.77.77:9';
    const off = createEscl({ settings: () => settings({ addresses: [server.address, outside] }), find: (onlyHere) => { asked.push(onlyHere); return nobody(); } });
    expect((await off.list(never)).map((s) => s.name)).toEqual([`at:${server.address}`]);
    expect(asked).toEqual([true]);
    await expect(off.capabilities(`at:${outside}`, never)).rejects.toThrow('scanner.network-off');
  });

  it('an address that was not entered, or lies outside, is not asked', async () => {
    const on = createEscl({ settings: () => settings({ network: true, addresses: ['8.8.8.8', 'ftp://10.0.0.1', 'user:word@10.0.0.1'] }), find: nobody });
    await expect(on.capabilities('at:10.1.1.1', never)).rejects.toThrow('scanner.missing');
    for (const address of ['8.8.8.8', 'ftp://10.0.0.1', 'user:word@10.0.0.1']) await expect(on.capabilities(`at:${address}`, never), address).rejects.toThrow('scanner.address');
  });

  it('an address that is none hides no other scanner', async () => {
    server.behave({});
    const mixed = createEscl({ settings: () => settings({ network: true, addresses: ['ftp://10.0.0.1', 'http://', server.address] }), find: nobody });
    expect((await mixed.list(never)).map((s) => s.label)).toEqual(['ftp://10.0.0.1', 'http://', `Nordlys OfficeScan 40 (${server.address})`]);
  });

  it('a name that only begins like this computer is on the network', async () => {
    const off = createEscl({ settings: () => settings({ addresses: ['127.scanner.example', '127.0.0.1.example'] }), find: nobody });
    expect(await off.list(never)).toEqual([]);
    for (const address of ['127.scanner.example', '127.0.0.1.example']) await expect(off.capabilities(`at:${address}`, never)).rejects.toThrow('scanner.network-off');
  });

  it('a scanner that announced itself is found again under its name', async () => {
    server.behave({});
    const place = { secure: false, host: '127.0.0.1', port: server.port, root: '/eSCL' };
    const announced = createEscl({ settings: () => noScanSettings, find: () => Promise.resolve([{ name: 'Nordlys._uscan._tcp.local', label: 'Nordlys', place }]) });
    expect((await announced.capabilities('Nordlys._uscan._tcp.local', never)).label).toBe('Nordlys OfficeScan 40');
    await expect(announced.capabilities('Other._uscan._tcp.local', never)).rejects.toThrow('scanner.missing');
  });

  it('a port where nobody listens is a scanner that is not there', async () => {
    const gone = createEscl({ settings: () => ({ ...noScanSettings, addresses: ['127.0.0.1:9'] }), find: nobody });
    await expect(gone.capabilities('at:127.0.0.1:9', never)).rejects.toThrow('scanner.missing');
  });
});

describe('how an eSCL scanner stands', () => {
  it('is what is in the way, and an empty feeder only where there is no glass', async () => {
    server.behave({});
    expect(await driver.state!(wish.name, never)).toBeNull();
    for (const [kind, fault] of [['jam', 'scanner.jammed'], ['cover-open', 'scanner.cover-open'], ['warming', 'scanner.warming-up'], ['empty', null]] as const) {
      server.behave({ fault: { page: 1, kind } });
      await scanned();
      expect(await driver.state!(wish.name, never), kind).toBe(fault);
    }
    server.behave({ fault: { page: 1, kind: 'empty' }, feederOnly: true });
    await scanned();
    expect(await driver.state!(wish.name, never)).toBe('scanner.no-paper');
    server.behave({ refusal: 'not-found' });
    await expect(driver.state!(wish.name, never)).rejects.toThrow('scanner.missing');
    server.behave({});
  });
});
