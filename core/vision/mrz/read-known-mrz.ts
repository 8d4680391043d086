/**
 * The MRZ of a further picture of the same document in the same place: the lines are where an earlier finding has them or a little beside,
 * so nothing is searched (`npm run bench:read` prints both times).
 */
import { layoutOf } from '../../document/mrz-formats.ts';
import type { GrayImage } from '../../frame.ts';
import type { MrzNetwork } from '../engines/mrz-network.ts';
import { decode } from './decode.ts';
import { readLine, refitFrame } from './read-line.ts';
import { convincing, findingOf, type MrzFinding } from './read-mrz.ts';

/** Mean log posterior below which a line is no longer where it was: that of a first line in a search (read-mrz.ts). */
const thereScore = -0.75;

/**
 * @param known a finding whose places are pixels of `image`
 * @returns null where the lines do not stand there any more: search the whole picture
 */
export function readKnownMrz(image: GrayImage, network: MrzNetwork, known: MrzFinding): MrzFinding | null {
  const readings = known.readings.flatMap((line) => {
    const again = readLine(image, network, refitFrame(line), line.columns);
    return again && again.score > thereScore ? [again] : [];
  });
  if (readings.length < known.readings.length) return null;
  const decoded = decode(layoutOf(known.mrz.format), readings);
  return convincing(decoded) ? findingOf({ ...decoded, readings }) : null;
}
