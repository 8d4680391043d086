/** Somebody else is in the picture (row P2.1d). People far behind are left out by the size floor of the artifact. */
import { defineCheck, measured, notApplicable } from '../check.ts';

export const faceMultiple = defineCheck({
  id: 'face.multiple',
  subject: 'face',
  stages: ['live', 'capture'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['faces'],
  // By definition: the case is about one person.
  threshold: { limit: 1, direction: 'at-most', unit: 'faces' },
  strings: {
    failure: 'More than one person is in the picture.',
    remedy: 'Ask everyone else to step out of the picture.',
    note: 'Shown when two or more faces are seen, for example somebody looking over the shoulder.',
  },
  measure({ faces }) {
    const [customer, ...others] = faces.faces;
    if (!customer) return notApplicable('no-face');
    return measured(faces.faces.length, others.map((f) => f.box), { count: faces.faces.length });
  },
});
