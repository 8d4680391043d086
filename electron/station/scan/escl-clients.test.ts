/** eSCL over HTTPS with a certificate the scanner made itself, and sane-airscan as another client of the suite's own eSCL server: it behaves as clients know scanners. */
import { spawn, spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { noScanSettings } from '../../../core/scanning.ts';
import { startEsclServer, type EsclServer } from '../../../test/fakes/escl-server.ts';
import { saneIsInstalled } from '../../../test/fakes/sane.ts';
import { createEscl } from './escl.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'vestibule-escl-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const never = new AbortController().signal;

/** For another name, signed by nobody: as scanners have them. */
function ownCertificate(): { key: string; cert: string } | null {
  const [key, cert] = [path.join(dir, 'key.pem'), path.join(dir, 'cert.pem')];
  const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=NPI7F3A21', '-days', '1', '-keyout', key, '-out', cert]);
  return made.status === 0 ? { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') } : null;
}

const tls = ownCertificate();
if (!tls) console.warn('SKIPPED: openssl is not installed, no certificate is made and eSCL over HTTPS is not scanned.');
describe.skipIf(!tls)('a scanner that speaks HTTPS', () => {
  it('is scanned from by decision, whoever signed its certificate: ADR 19', async () => {
    const server = await startEsclServer({}, tls!);
    const address = `https://${server.address}`;
    const driver = createEscl({ settings: () => ({ ...noScanSettings, addresses: [address] }), find: () => Promise.resolve([]) });
    expect((await driver.capabilities(`at:${address}`, never)).label).toBe('Nordlys OfficeScan 40');
    let pages = 0;
    for await (const { mime } of driver.scan({ name: `at:${address}`, source: 'feeder', dpi: 300, colour: 'colour', paper: 'A4' }, { signal: never, progress: () => {} })) pages += mime === 'image/jpeg' ? 1 : 0;
    expect(pages).toBe(3);
    expect(server.open()).toBe(0);
    await server.close();
  });

  it('that was typed with https is never asked in the clear', async () => {
    const server = await startEsclServer();
    const address = `https://${server.address}`;
    const driver = createEscl({ settings: () => ({ ...noScanSettings, addresses: [address] }), find: () => Promise.resolve([]) });
    await expect(driver.capabilities(`at:${address}`, never)).rejects.toThrow('scanner.connection');
    expect(server.asked()).toEqual([]);
    await server.close();
  });
});

const airscan = saneIsInstalled && globSync('/usr/lib/{*,.}/sane/libsane-airscan.so.1').length > 0;
if (!airscan) console.warn('SKIPPED: sane-airscan is not installed, the eSCL server of the tests is not held against another client.');
describe.skipIf(!airscan)('sane-airscan scans from the eSCL server of the tests', () => {
  const run = async (server: EsclServer, args: string[]): Promise<{ status: number | null; text: string }> => {
    writeFileSync(path.join(dir, 'dll.conf'), 'airscan\n');
    writeFileSync(path.join(dir, 'airscan.conf'), `[devices]\nNordlys = http://${server.address}/eSCL, eSCL\n[options]\ndiscovery = disable\n`);
    const child = spawn('scanimage', ['-d', 'airscan:e0:Nordlys', ...args], { env: { ...process.env, SANE_CONFIG_DIR: dir, LC_ALL: 'C' }, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { text += chunk.toString('utf8'); });
    const status = await new Promise<number | null>((resolve) => { child.once('close', resolve); });
    return { status, text };
  };

  it('reads its sources, resolutions and sizes', async () => {
    const server = await startEsclServer();
    const { text, status } = await run(server, ['-A']);
    expect(status).toBe(0);
    expect(text).toContain('--source Flatbed|ADF|ADF Duplex');
    expect(text).toContain('--resolution 75|150|300|600dpi');
    expect(text).toMatch(/-y 0\.\.297\.01/);
    await server.close();
  });

  it('takes the stack, ends the job, and hears a jam', async () => {
    const server = await startEsclServer();
    const feeder = (name: string): string[] => ['--format=png', `--batch=${path.join(dir, `${name}-%d.png`)}`, '--source=ADF', '--resolution=75'];
    expect((await run(server, feeder('good'))).text).toContain('Batch terminated, 3 pages scanned');
    expect(globSync(path.join(dir, 'good-*.png')).length).toBe(3);
    expect((await sharp(path.join(dir, 'good-1.png')).metadata()).format).toBe('png');
    expect(server.open()).toBe(0);
    server.behave({ fault: { page: 2, kind: 'jam' } });
    // 6: SANE_STATUS_JAMMED.
    expect((await run(server, feeder('jam'))).status).toBe(6);
    expect(globSync(path.join(dir, 'jam-*.png')).length).toBe(1);
    expect(server.open()).toBe(0);
    await server.close();
  });
});
