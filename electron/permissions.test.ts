import { describe, expect, it } from 'vitest';
import { isGranted, type PermissionQuestion } from './permissions.ts';

const camera: PermissionQuestion = { permission: 'media', from: 'app://station/index.html', isMainFrame: true, media: ['video'] };

describe('isGranted', () => {
  it('gives our page the camera', () => {
    expect(isGranted(camera)).toBe(true);
    expect(isGranted({ ...camera, from: 'app://station/' })).toBe(true);
  });

  it.each<[string, Partial<PermissionQuestion>]>([
    ['the microphone', { media: ['audio'] }],
    ['camera and microphone together', { media: ['video', 'audio'] }],
    ['media of no named kind', { media: [] }],
    ['media of unknown kind', { media: ['unknown'] }],
    ['another origin', { from: 'https://example.org/' }],
    ['an empty origin', { from: '' }],
    ['another frame', { isMainFrame: false }],
    ['geolocation', { permission: 'geolocation' }],
    ['notifications', { permission: 'notifications' }],
    ['the clipboard', { permission: 'clipboard-read' }],
    ['the screen', { permission: 'display-capture' }],
    ['opening other programs', { permission: 'openExternal' }],
  ])('refuses %s', (_what, change) => {
    expect(isGranted({ ...camera, ...change })).toBe(false);
  });
});
