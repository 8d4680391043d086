/** What Electron needs from the machine: shared libraries and a display. Says what to install, by the name of the Debian package. */
import { spawnSync } from 'node:child_process';

/** Shared library -> Debian package that holds it; names of bookworm, in brackets what trixie calls it. */
const debianPackages: Readonly<Record<string, string>> = {
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libsmime3.so': 'libnss3',
  'libnspr4.so': 'libnspr4',
  'libgtk-3.so.0': 'libgtk-3-0',
  'libgdk-3.so.0': 'libgtk-3-0',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libatspi.so.0': 'libatspi2.0-0',
  'libasound.so.2': 'libasound2',
  'libgbm.so.1': 'libgbm1',
  'libdrm.so.2': 'libdrm2',
  'libcups.so.2': 'libcups2',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libxkbcommon.so.0': 'libxkbcommon0',
  'libcairo.so.2': 'libcairo2',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libX11.so.6': 'libx11-6',
  'libxcb.so.1': 'libxcb1',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXext.so.6': 'libxext6',
  'libXfixes.so.3': 'libxfixes3',
  'libXrandr.so.2': 'libxrandr2',
  'libXss.so.1': 'libxss1',
  'libexpat.so.1': 'libexpat1',
};

/** Libraries in the output of `ldd` that were not found. */
export function missingLibraries(lddOutput: string): string[] {
  return lddOutput.split('\n').flatMap((line) => {
    const match = /^\s*(\S+)\s+=>\s+not found/.exec(line);
    return match?.[1] ? [match[1]] : [];
  });
}

/** One sentence that says what to install, or null when nothing is missing. */
export function librariesAdvice(missing: readonly string[]): string | null {
  if (missing.length === 0) return null;
  const packages = [...new Set(missing.flatMap((library) => debianPackages[library] ?? []))].sort();
  const unknown = missing.filter((library) => !(library in debianPackages));
  const install = packages.length > 0 ? ` On Debian: apt-get install ${packages.join(' ')}` : '';
  const rest = unknown.length > 0 ? ` Also needed: ${unknown.join(', ')}.` : '';
  return `Electron cannot start, system libraries are missing.${install}${install && rest ? '.' : ''}${rest}`;
}

/** @returns advice, or null when the executable finds all its libraries (or ldd is not there to ask). */
export function checkLibraries(executable: string): string | null {
  if (process.platform !== 'linux') return null;
  const ldd = spawnSync('ldd', [executable], { encoding: 'utf8' });
  return librariesAdvice(missingLibraries(ldd.stdout ?? ''));
}

export function hasDisplay(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  return platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

export const noDisplayAdvice =
  'There is no display. On a machine without a screen: apt-get install xvfb xauth, then run `xvfb-run -a npm start`.';
