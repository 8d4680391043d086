import { describe, expect, it } from 'vitest';
import { hasDisplay, librariesAdvice, missingLibraries } from './system.ts';

const ldd = `	linux-vdso.so.1 (0x00007ffd)
	libnss3.so => not found
	libsmime3.so => not found
	libgtk-3.so.0 => /lib/x86_64-linux-gnu/libgtk-3.so.0 (0x00007f)
	libodd.so.9 => not found
`;

describe('missing libraries', () => {
  it('are read from ldd', () => {
    expect(missingLibraries(ldd)).toEqual(['libnss3.so', 'libsmime3.so', 'libodd.so.9']);
  });
  it('are told by Debian package, once each, and by their own name where we know none', () => {
    expect(librariesAdvice(['libnss3.so', 'libsmime3.so', 'libodd.so.9'])).toBe(
      'Electron cannot start, system libraries are missing. On Debian: apt-get install libnss3. Also needed: libodd.so.9.',
    );
    expect(librariesAdvice([])).toBeNull();
  });
});

it('a display is needed on Linux only', () => {
  expect(hasDisplay({}, 'linux')).toBe(false);
  expect(hasDisplay({ DISPLAY: '' }, 'linux')).toBe(false);
  expect(hasDisplay({ DISPLAY: ':1' }, 'linux')).toBe(true);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
  expect(hasDisplay({}, 'win32')).toBe(true);
});
