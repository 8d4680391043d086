import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { noScanSettings } from '../../../core/scanning.ts';
import { saneIsInstalled, saneIsMissing } from '../../../test/fakes/sane.ts';
import { isOnCable, saneConfig } from './sane-config.ts';
import { createSane } from './sane.ts';

const never = new AbortController().signal;
const dir = mkdtempSync(path.join(tmpdir(), 'vestibule-sane-config-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

it.each([
  ['test:0', true], ['fujitsu:fi-7160:12345', true], ['genesys:libusb:001:004', true], ['epson2:libusb:001:004', true], ['pixma:04A91913_42AB12', true], ['xerox_mfp:libusb:003:002', true],
  ['net:10.0.0.5:test:0', false], ['net', false], ['airscan:e0:Some Printer', false], ['escl:http://10.0.0.5:80', false], ['dell1600n_net:10.0.0.5', false], ['epson2:net:10.0.0.5', false], ['epsonds:net:10.0.0.5', false], ['magicolor:net:10.0.0.5:0x2098', false],
  ['kodakaio:net:10.0.0.5,0x4041', false], ['pixma:bjnp://10.0.0.5', false], ['pixma:MX850_10.0.0.5', false], ['xerox_mfp:tcp 10.0.0.5', false], ['brother4:net1;dev0', false], ['hpaio:/net/x?ip=10.0.0.5', false], ['an-alias', false], ['', false],
])('%j is on a cable: %s', (name, expected) => expect(isOnCable(name)).toBe(expected));

describe('a configuration for a station without network', () => {
  const given = path.join(dir, 'given');
  mkdirSync(path.join(given, 'dll.d'), { recursive: true });
  const files = {
    'dll.conf': '# all\nnet\n#canon_pp\n  epson2 \ntest # ours\nbrother4\npixma\nescl\n', 'dll.d/airscan': '# AirScan\nairscan\n', 'dll.d/genesys': 'genesys\n', 'epson2.conf': 'usb\nnet autodiscovery\n  net 10.0.0.9\n# net\n', 'pixma.conf': 'networking=yes\nbjnp://10.0.0.9\nbjnp-timeout=9\nmfnp://10.0.0.9\n', 'dll.aliases': 'alias desk net:10.0.0.9:test:0\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(given, name), text);

  it('keeps what is enabled and needs no network, and takes the network out of what has both', () => {
    const { env, remove } = saneConfig(false, { SANE_CONFIG_DIR: given });
    const [own = '', ...rest] = env.SANE_CONFIG_DIR!.split(':');
    const written = (name: string) => readFileSync(path.join(own, name), 'utf8').split('\n').filter((line) => line.trim() !== '');
    expect(rest).toEqual([given]);
    expect(written('dll.conf')).toEqual(['genesys', 'epson2', 'test', 'pixma']);
    expect(written('epson2.conf')).toEqual(['usb', '# net']);
    expect(written('pixma.conf')).toEqual(['networking=no']);
    expect(written('dll.aliases')).toEqual([]);
    remove();
    expect(existsSync(own)).toBe(false);
  });

  it('leaves SANE its own places where nothing else was said, and everything as it is where the network is allowed', () => {
    const off = saneConfig(false, {});
    expect(off.env.SANE_CONFIG_DIR).toMatch(/^\/[^:]+:$/);
    off.remove();
    expect(saneConfig(true, { SANE_CONFIG_DIR: given }).env).toEqual({ SANE_CONFIG_DIR: given });
  });
});

const straceWorks = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;
if (!saneIsInstalled) console.warn(saneIsMissing);
else if (!straceWorks) console.warn('SKIPPED: strace is not installed or not allowed here, so it is not watched what scanimage sends.');

describe.skipIf(!saneIsInstalled)('scanimage as it is installed here', () => {
  it('has no backend among those without network that could use one', () => {
    const libraries = globSync('/usr/lib/{*,.}/sane/libsane-*.so.1');
    const calls = libraries.flatMap((file) => {
      const [, backend = ''] = /libsane-(.+)\.so\.1$/.exec(file) ?? [];
      // Names of the functions a library takes from others lie in it between zero bytes.
      const text = readFileSync(file).toString('latin1');
      return ['connect', 'sendto', 'sendmsg', 'getaddrinfo', 'curl_easy_perform', 'avahi_client_new'].filter((name) => text.includes(`\0${name}\0`)).map((name) => ({ backend, name }));
    });
    // Otherwise nothing was looked at.
    expect(calls).toContainEqual({ backend: 'net', name: 'connect' });
    expect(calls.filter(({ backend }) => isOnCable(`${backend}:0`))).toEqual([]);
  });

  /** What the list, the options and a scan of the installed scanimage asked of the network, in the system's own configuration. */
  async function asked(network: boolean): Promise<string[]> {
    const program = path.join(dir, `traced-${network}`);
    const log = `${program}.log`;
    writeFileSync(program, `#!/bin/sh\nexec strace -f -A -o ${log} -e trace=network scanimage "$@"\n`);
    chmodSync(program, 0o755);
    const sane = createSane({ program, settings: () => ({ ...noScanSettings, network }) });
    await sane.list(never);
    expect((await sane.capabilities('test:0', never)).sources.length).toBe(2);
    for await (const _page of sane.scan({ name: 'test:0', source: 'flatbed', dpi: 75, colour: 'gray', paper: 'A5' }, { signal: never, progress: () => {} }));
    // Netlink is how the kernel tells of USB devices; D-Bus is how Avahi is asked to ask.
    return readFileSync(log, 'utf8').split('\n').filter((line) => /AF_INET|dbus|avahi/.test(line) && !/AF_NETLINK/.test(line));
  }

  it.skipIf(!straceWorks)('asks the network where it is allowed, and opens no socket to it where it is not', async () => {
    expect((await asked(true)).some((line) => /send(to|msg)\(.*AF_INET/.test(line))).toBe(true);
    expect(await asked(false)).toEqual([]);
  }, 90_000);

  it('refuses a device on the network before anything is started', async () => {
    const mark = path.join(dir, 'started');
    const program = path.join(dir, 'marks');
    writeFileSync(program, `#!/bin/sh\ncase "$*" in *net:*|*airscan:*) touch ${mark} ;; esac\n`);
    chmodSync(program, 0o755);
    const sane = createSane({ program });
    for (const name of ['net:127.0.0.1:test:0', 'airscan:e0:Some Printer', 'epson2:net:127.0.0.1']) {
      await expect(sane.capabilities(name, never), name).rejects.toThrow('scanner.network-off');
      await expect(sane.scan({ name, source: null, dpi: null, colour: null, paper: 'whole' }, { signal: never, progress: () => {} }).next(), name).rejects.toThrow('scanner.network-off');
    }
    expect(existsSync(mark)).toBe(false);
  });
});
