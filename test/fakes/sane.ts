/** SANE's own test device, and scanimage programs that go wrong in the middle of a feeder: real pages of that device first, then its real fault. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const real = spawnSync('/bin/sh', ['-c', 'command -v scanimage'], { encoding: 'utf8' }).stdout.trim();
export const saneIsInstalled = real !== '';
export const saneIsMissing = 'SKIPPED: scanimage is not installed (Debian package sane-utils), the SANE test device is not scanned.';

export type SaneDesk = {
  env: NodeJS.ProcessEnv;
  dir: string;
  /** A scanimage whose feeder gives `pages` pages and then this: a SANE status of the test device, or a device that hangs, or a cut cable. */
  faulty(pages: number, fault: string): string;
  /** A scanimage for a device that is not here: it prints `listing` (and `listings` by the word of the source), and scans by this piece of shell: `$page` is where pages go, `page-1.png` and on. */
  scripted(device: { listing: string; listings?: Record<string, string>; scan?: string }): { program: string; dir: string; /** From now on. */ says(listing: string): void; /** Arguments of each run. */ asked(): string[] };
  remove(): void;
};

export function saneDesk(): SaneDesk {
  const dir = mkdtempSync(path.join(tmpdir(), 'vestibule-sane-'));
  writeFileSync(path.join(dir, 'dll.conf'), 'test\n');
  let count = 0;
  return {
    dir,
    env: { ...process.env, SANE_CONFIG_DIR: dir },
    faulty: (pages, fault) => {
      const own = path.join(dir, String((count += 1)));
      mkdirSync(own);
      // Its own folder, so that it can stand before the real one in a PATH.
      const file = path.join(own, 'scanimage');
      writeFileSync(file, `#!/bin/sh
case "$*" in *--batch=*) ;; *) exec ${real} "$@" ;; esac
trap 'kill $! 2>/dev/null; exit 130' INT TERM
${pages > 0 ? `${real} "$@" --batch-count=${pages} & wait $!` : ''}
${endings[fault] ?? `exec ${real} "$@" --batch-start=${pages + 1} --read-return-value=${fault}`}
`);
      chmodSync(file, 0o755);
      return file;
    },
    scripted: ({ listing, listings = {}, scan = 'exit 5' }) => {
      const own = path.join(dir, String((count += 1)));
      mkdirSync(own);
      const file = path.join(own, 'scanimage');
      const says = (text: string): void => writeFileSync(path.join(own, 'listing'), text);
      says(listing);
      for (const [word, text] of Object.entries(listings)) writeFileSync(path.join(own, `listing-${word}`), text);
      writeFileSync(file, `#!/bin/sh
echo "$*" >> '${own}/asked'
for a in "$@"; do case "$a" in --source=*) s="-\${a#--source=}" ;; --batch=*) page=$(dirname "\${a#--batch=}") ;; esac; done
case "$*" in
*--formatted-device-list*) printf 'fujitsu:fi:1\\tFujitsu fi-7160\\tscanner\\n' ;;
*--batch=*) ${scan} ;;
*) cat "${own}/listing$s" 2>/dev/null || cat '${own}/listing' ;;
esac
`);
      chmodSync(file, 0o755);
      return { program: file, dir: own, says, asked: () => readFileSync(path.join(own, 'asked'), 'utf8').split('\n').filter((line) => line !== '') };
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

const endings: Record<string, string> = {
  hang: 'sleep 600 & wait $!',
  unplugged: 'kill -KILL $$',
  'said and locked up': 'echo "scanimage: sane_read: Scanner cover is open" >&2; sleep 600 & wait $!',
};
