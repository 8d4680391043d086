import { expect, it } from 'vitest';
import { matchInsiderFace } from './insider-face.ts';

const of = (notCompared: string | null, colleagues = 0) => matchInsiderFace.measure({ insiderFace: { notCompared, colleagues } } as never, {} as never);

it('counts colleagues with this face, and tells nothing else of them', () => {
  expect(of(null, 1)).toMatchObject({ value: 1, values: {} });
  expect(of(null)).toMatchObject({ value: 0, values: {} });
});

it('says why nothing was compared, which never passes', () => {
  for (const why of ['no-live-face', 'networks-unknown', 'other-networks']) expect(of(why)).toMatchObject({ kind: 'not-assessed', reason: why });
  for (const why of ['no-staff-face', 'demo-face']) expect(of(why)).toMatchObject({ kind: 'not-applicable', reason: why });
});
