/** Where the document lies: cut, turned, tilted, far away, twice, not at all. */
import { defineDegradation } from './degradation.ts';

/** The page leaves the picture by this share of its width. */
export const cropped = defineDegradation({
  name: 'crop',
  levels: [{ shift: 0.22 }, { shift: 0.3 }, { shift: 0.4 }],
  pose: ({ shift }, pose) => ({ ...pose, x: pose.x + shift }),
});

/** One corner only. */
export const cornerOutside = defineDegradation({
  name: 'corner-outside',
  levels: [{ rotate: 16 }, { rotate: 20 }, { rotate: 24 }],
  pose: ({ rotate }, pose) => ({ ...pose, rotate, widthShare: Math.max(pose.widthShare, 0.66), x: pose.x + 0.13, y: pose.y + 0.1 }),
});

/** Degrees between camera axis and page normal. */
export const tilt = defineDegradation({
  name: 'tilt',
  levels: [{ degrees: 15 }, { degrees: 30 }, { degrees: 45 }],
  pose: ({ degrees }, pose) => ({ ...pose, pitch: degrees, yaw: 0, widthShare: pose.widthShare * 0.92 }),
});

export const small = defineDegradation({
  name: 'small',
  levels: [{ widthShare: 0.4 }, { widthShare: 0.25 }, { widthShare: 0.14 }],
  pose: ({ widthShare }, pose) => ({ ...pose, widthShare }),
});

export const rotated = defineDegradation({
  name: 'rotated',
  levels: [{ degrees: 45 }, { degrees: 90 }, { degrees: 180 }],
  pose: ({ degrees }, pose) => ({ ...pose, rotate: degrees, widthShare: Math.min(pose.widthShare, degrees === 180 ? 0.66 : 0.42) }),
});

export const twoDocuments = defineDegradation({
  name: 'two-documents',
  levels: [{ documents: 2 }, { documents: 2 }, { documents: 3 }],
  documents: ({ documents }) => documents,
});

export const noDocument = defineDegradation({
  name: 'no-document',
  levels: [{ documents: 0 }, { documents: 0 }, { documents: 0 }],
  documents: () => 0,
});
