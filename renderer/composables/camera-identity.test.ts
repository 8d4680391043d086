import { expect, test } from 'vitest';
import { findCamera, plainLabel } from './camera-identity.ts';

const desk = { deviceId: 'video0', label: 'Desk view (1a2b:0001)' };
const face = { deviceId: 'video1', label: 'Face view (1a2b:0002)' };
const wanted = { id: 'video0', label: desk.label };

test('a camera where it was is opened by its id', () => {
  expect(findCamera([desk, face], wanted)).toEqual({ id: 'video0' });
});
test('two cameras that changed places after a restart keep their roles', () => {
  expect(findCamera([{ ...face, deviceId: 'video0' }, { ...desk, deviceId: 'video1' }], wanted)).toEqual({ id: 'video1' });
});
test('another camera in its place is not taken for it', () => {
  expect(findCamera([{ ...face, deviceId: 'video0' }], wanted)).toEqual({ fault: 'camera.changed' });
});
test('of two alike that were both moved nobody can say which it was', () => {
  expect(findCamera([{ ...desk, deviceId: 'video4' }, { ...desk, deviceId: 'video5' }], wanted)).toEqual({ fault: 'camera.changed' });
});
test('of two alike the one at its place is taken', () => {
  expect(findCamera([desk, { ...desk, deviceId: 'video5' }], wanted)).toEqual({ id: 'video0' });
});
test('a camera that is away is told apart from no camera at all', () => {
  expect(findCamera([face], wanted)).toEqual({ fault: 'camera.away' });
  expect(findCamera([face], { id: 'video0', label: '' })).toEqual({ fault: 'camera.away' });
  expect(findCamera([], wanted)).toEqual({ fault: 'camera.missing' });
});
test('while names are hidden the id is tried', () => {
  expect(findCamera([{ deviceId: '', label: '' }], wanted)).toEqual({ id: 'video0' });
  expect(findCamera([], { id: null, label: '' })).toEqual({ id: null });
});
test('of a path only the file is kept', () => {
  expect(plainLabel('/home/somebody/camera.mjpeg')).toBe('camera.mjpeg');
  expect(plainLabel('C:\\films\\camera.mjpeg')).toBe('camera.mjpeg');
});
