import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cameras, displays, machine } from './machine.ts';

let root: string;
beforeEach(() => { root = mkdtempSync(path.join(tmpdir(), 'vestibule-sys-')); });
afterEach(() => rmSync(root, { recursive: true, force: true }));
function put(folder: string, files: Record<string, string>): void {
  mkdirSync(path.join(root, folder), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(root, folder, name), `${text}\n`);
}

describe.skipIf(process.platform !== 'linux')('as the kernel lists them', () => {
  it('displays that are connected, with the size they like best', () => {
    put('card0', {});
    put('card0-HDMI-A-1', { status: 'connected', modes: '1920x1080\n1280x720' });
    put('card0-DP-1', { status: 'disconnected', modes: '' });
    put('card1-eDP-1', { status: 'connected', modes: '' });
    expect(displays(root)).toEqual([{ name: 'HDMI-A-1', width: 1920, height: 1080 }, { name: 'eDP-1', width: null, height: null }]);
  });

  it('one camera a device, though it has further nodes', () => {
    for (const [node, index, name, device] of [['video0', '0', 'Desk camera', 'usb1'], ['video1', '1', 'Desk camera', 'usb1'], ['video2', '0', 'Face camera', 'usb2'], ['video4', '0', 'Face camera: infrared', 'usb2']] as const) {
      put(node, { index, name });
      mkdirSync(path.join(root, device), { recursive: true });
      symlinkSync(path.join(root, device), path.join(root, node, 'device'));
    }
    expect(cameras(root)).toEqual([{ name: 'Desk camera' }, { name: 'Face camera' }]);
  });

  it('none where the kernel has no list', () => expect([displays(path.join(root, 'no')), cameras(path.join(root, 'no'))]).toEqual([[], []]));
});

it('the computer', () => expect(machine()).toMatchObject({ platform: process.platform, node: process.versions.node, cores: expect.any(Number), memory: expect.any(Number) }));
