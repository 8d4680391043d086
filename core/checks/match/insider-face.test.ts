import { expect, it } from 'vitest';
import { matchInsiderFace } from './insider-face.ts';

const of = (insiderFace: Parameters<typeof matchInsiderFace.measure>[0]['insiderFace']) => matchInsiderFace.measure({ insiderFace } as never, {} as never);

it('counts colleagues with this face, and says what was compared', () => {
  expect(of({ notCompared: null, compared: 3, colleagues: 1, closest: 0.4121, limit: 0.71 })).toMatchObject({ value: 1, values: { compared: 3, closest: 0.412, limit: 0.71 } });
  expect(of({ notCompared: null, compared: 0, colleagues: 0, closest: null, limit: 0.71 })).toMatchObject({ value: 0, values: { compared: 0 } });
});

it('says why nothing was compared, which never passes', () => {
  expect(of({ notCompared: 'no-live-face', compared: 3, colleagues: 0, closest: null, limit: 0.71 })).toMatchObject({ reason: 'no-live-face' });
});
