/**
 * Another face is in the picture (row P2.1d): somebody else, or a face on a document or a picture, for which the way out is another one. Both stop the
 * capture. People far behind are left out by the size floor of the artifact.
 */
import type { DetectedFace } from '../../vision/artifacts/face-types.ts';
import { defineCheck, measured, notApplicable } from '../check.ts';

export const faceMultiple = defineCheck({
  id: 'face.multiple',
  subject: 'face',
  stages: ['live', 'capture'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['faces', 'framedFaces'],
  // By definition: the case is about one person.
  threshold: { limit: 1, direction: 'at-most', unit: 'faces' },
  strings: {
    failure: 'More than one person is in the picture.',
    remedy: 'Ask everyone else to step out of the picture.',
    note: 'Shown when two or more faces are seen. Variants: the second face stands in a frame, below the customer\'s chin (document) or not (wall).',
    variants: {
      document: { failure: 'A second face is seen on something held in the hand.', remedy: 'Lower the document or telephone, so that only your own face is seen.' },
      wall: { failure: 'A second face is seen on a picture behind you.', remedy: 'Turn or move a little, so that the picture on the wall is not seen.' },
    },
  },
  measure({ faces: { faces }, framedFaces }) {
    if (faces.length === 0) return notApplicable('no-face');
    const people = faces.filter((_, i) => !framedFaces[i]);
    const pictures = faces.filter((_, i) => framedFaces[i]);
    const [customer] = people;
    // Who the pictures are to be told from must be known: exactly one face in no frame.
    if (people.length !== 1 || !customer || pictures.length === 0) return measured(faces.length, faces.slice(1).map((f) => f.box), { count: faces.length });
    const variant = pictures.some((p) => isBelow(p, customer)) ? 'document' : 'wall';
    return measured(faces.length, pictures.map((f) => f.box), { variant, count: faces.length });
  },
});

const isBelow = (picture: DetectedFace, customer: DetectedFace): boolean => picture.box.y + picture.box.height / 2 > customer.box.y + customer.box.height;
