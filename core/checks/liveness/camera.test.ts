import { describe, expect, it } from 'vitest';
import { contextOfTests as context } from '../../vision/artifacts/face-specimen.ts';
import { liveEvidenceOfTests as good } from '../../vision/artifacts/live-specimen.ts';
import type { LiveEvidence } from '../../vision/live/live-types.ts';
import { judge } from '../check.ts';
import { liveCamera } from './camera.ts';

const got = (change: Partial<LiveEvidence>) => liveCamera.measure({ liveEvidence: { ...good, ...change } }, context);
function verdict(change: Partial<LiveEvidence>): string {
  const found = got(change);
  return found.kind === 'measured' ? judge(found.value, liveCamera.threshold) : found.reason;
}

describe('live.camera', () => {
  it('passes a device', () => expect(verdict({})).toBe('pass'));
  it.each(['OBS Virtual Camera', 'ManyCam Virtual Webcam', 'XSplit VCam', 'Dummy video device (0x0000)', 'SplitCam Video Driver'])('knows %s', (device) => expect(verdict({ device })).toBe('fail'));
  it.each(['Integrated Camera (04f2:b6d9)', 'Logitech BRIO', 'FaceTime HD Camera', 'face-customer.mjpeg'])('passes %s', (device) => expect(verdict({ device })).toBe('pass'));
  it('has no question where no camera is', () => expect(verdict({ device: null })).toBe('no-camera'));
});
