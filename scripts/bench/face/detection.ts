/** Misses, several people, wrong "several". */
import type { Remembered } from './descriptions.ts';
import type { CountedPicture } from './sets.ts';
import { rate } from './statistics.ts';

export function detectionReport(pictures: readonly CountedPicture[], all: ReadonlyMap<string, Remembered>, say: (line: string) => void): object {
  const seen = (p: CountedPicture): number => all.get(p.file)?.faces ?? 0;
  const one = pictures.filter((p) => p.faces === 1);
  const several = pictures.filter((p) => p.faces === 'several' || p.faces > 1);
  const none = pictures.filter((p) => p.faces === 0);
  const missed = one.filter((p) => seen(p) === 0);
  const wrongSeveral = one.filter((p) => seen(p) > 1);
  const noticed = several.filter((p) => seen(p) > 1);
  const invented = none.filter((p) => seen(p) > 0);
  say('\nDetection (still cascade)');
  say(`  the one face missed       ${rate(missed.length, one.length)} ${names(missed)}`);
  say(`  wrong "several"           ${rate(wrongSeveral.length, one.length)} ${names(wrongSeveral)}`);
  say(`  several people noticed    ${rate(noticed.length, several.length)} not: ${names(several.filter((p) => !noticed.includes(p)))}`);
  say(`  a face where there is none ${rate(invented.length, none.length)} ${names(invented)}`);
  return { one: one.length, missed: missed.length, wrongSeveral: wrongSeveral.length, several: several.length, noticed: noticed.length, none: none.length, invented: invented.length };
}

const names = (pictures: readonly CountedPicture[]): string => pictures.slice(0, 8).map((p) => p.file).join(' ');
