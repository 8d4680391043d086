/** The pictures of ../shared/data with the person on each. They never enter the repository. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { dataFolder } from './host.ts';

export type FacePicture = { file: string; set: SetName; person: string };
export const matchSets = ['faces_orl', 'faces_dlib_johns', 'faces_faceapi_bbt', 'faces_misc'] as const;
export type SetName = (typeof matchSets)[number];

/** faces_misc names the person in the file name. */
const miscPeople: readonly (readonly [RegExp, string])[] = [
  [/obama_and_biden|kit_with_rose/, ''],
  [/obama/, 'obama'],
  [/biden/, 'biden'],
  [/kit_harington|johnsnow/, 'kit'],
  [/rose_leslie/, 'rose'],
  [/alex_lacamoire/, 'lacamoire'],
  [/rg__face1/, 'face1'],
  [/rg__face2/, 'face2'],
  [/person-vlado/, 'vlado'],
  [/emotions-a/, 'woman-a'],
  [/emotions-b/, 'woman-b'],
];

const isPicture = (name: string): boolean => /\.(jpe?g|png|pgm)$/i.test(name);

function filesOf(set: string): string[] {
  const folder = path.join(dataFolder, set);
  return existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isPicture).sort().map((f) => `${set}/${f}`) : [];
}

/** Pictures of one known person each; those that show two people of the set are left out of the pairs. */
export function matchPictures(): FacePicture[] {
  return matchSets.flatMap((set) =>
    filesOf(set).flatMap((file) => {
      const person = set === 'faces_misc' ? (miscPeople.find(([pattern]) => pattern.test(file))?.[1] ?? '') : path.basename(path.dirname(file));
      return person === '' ? [] : [{ file, set, person: `${set}/${person}` }];
    }),
  );
}

/** How many faces there are, where the manifest or the name says so exactly; `2+` groups are only known to be several. */
export type CountedPicture = { file: string; faces: number | 'several' };

export function countedPictures(): CountedPicture[] {
  const groups = filesOf('faces_multi').map((file): CountedPicture => {
    const name = path.basename(file);
    const exact = /^cf__\d+_(\d+)\./.exec(name);
    if (exact) return { file, faces: Number(exact[1]) };
    if (name === 'dl__dogs.jpg') return { file, faces: 0 };
    if (/^fa__(angry|disgusted|fearful|happy|neutral|sad|surprised)/.test(name)) return { file, faces: 1 };
    return { file, faces: 'several' };
  });
  const two = filesOf('faces_misc').filter((f) => /obama_and_biden|kit_with_rose/.test(f)).map((file): CountedPicture => ({ file, faces: 'several' }));
  const one = matchPictures().map(({ file }): CountedPicture => ({ file, faces: 1 }));
  return [...groups, ...two, ...one];
}
