/**
 * The vote of several frames of one document on its MRZ: posteriors of the same characters are put together, weakened because frames of
 * one camera fail alike, and decoded jointly anew. Where sure frames disagree the character is doubtful, whatever the sum says.
 */
import { layoutOf } from '../../document/mrz-formats.ts';
import { noneClass } from '../engines/mrz-network.ts';
import { decode } from './decode.ts';
import type { LineReading } from './read-line.ts';
import { findingOf, type MrzFinding } from './read-mrz.ts';

/** Share of a further frame that is news: its light, focus and print are those of the first, only noise and position differ. Chosen, not measured. */
const news = 0.4;
/** Posterior by the recogniser alone from which a frame is sure of a character. */
const sure = 0.9;
/**
 * Characters that frames of one document may be sure of and yet differ in. The recogniser is sure and wrong in 1 of 250 on synthetic strips
 * of mixed dirt, so in a third of a character an MRZ; another holder or number differs in six and more.
 */
const mayDiffer = 2;

/**
 * `first` is the picture that is kept: places are told in it. Findings of another format or of another document have no vote.
 */
export function fuseFindings(first: MrzFinding, further: readonly MrzFinding[]): MrzFinding {
  const voters = further.filter((f) => ofOneDocument(first, f));
  if (voters.length === 0) return first;
  const layout = layoutOf(first.mrz.format);
  const readings = first.readings.map((reading, line) => fused(reading, voters.map((v) => v.readings[line]!)));
  const disputed = (line: number, column: number): boolean => {
    const said = surely(first.readings[line]!, column);
    return said !== null && voters.some((v) => {
      const other = surely(v.readings[line]!, column);
      return other !== null && other !== said;
    });
  };
  return findingOf({ ...decode(layout, readings), readings }, disputed);
}

export function ofOneDocument(a: MrzFinding, b: MrzFinding): boolean {
  if (a.mrz.format !== b.mrz.format) return false;
  let differ = 0;
  a.readings.forEach((reading, line) => {
    for (let c = 0; c < reading.columns; c++) {
      const here = surely(reading, c), there = surely(b.readings[line]!, c);
      if (here !== null && there !== null && here !== there) differ += 1;
    }
  });
  return differ <= mayDiffer;
}

/** The character a frame is sure of, null when of none. */
function surely({ log, present }: LineReading, column: number): number | null {
  const least = Math.log(sure);
  if (present[column]! < least) return null;
  for (let j = 0; j < noneClass; j++) if (log[column * noneClass + j]! > least) return j;
  return null;
}

/** Weighted mean of logarithms, weights by how surely a frame saw a character there; geometry of the first. */
function fused(first: LineReading, others: readonly LineReading[]): LineReading {
  const all = [first, ...others];
  const log = new Float32Array(first.log.length), present = new Float32Array(first.columns);
  for (let c = 0; c < first.columns; c++) {
    const seen = all.map((r) => Math.exp(r.present[c]!));
    const total = seen.reduce((a, b) => a + b, 0);
    // Independent frames would multiply (strength = total); these count as one and a share of each further one.
    const strength = total <= 1 ? 1 : 1 + news * (total - 1);
    let sum = 0;
    for (let j = 0; j < noneClass; j++) {
      const mean = all.reduce((n, r, k) => n + seen[k]! * r.log[c * noneClass + j]!, 0) / Math.max(1e-9, total);
      log[c * noneClass + j] = strength * mean;
      sum += Math.exp(log[c * noneClass + j]!);
    }
    for (let j = 0; j < noneClass; j++) log[c * noneClass + j] = log[c * noneClass + j]! - Math.log(Math.max(1e-30, sum));
    present[c] = Math.max(...all.map((r) => r.present[c]!));
  }
  return { ...first, log, present };
}
