import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { documentWith, glare, photographed } from '../../../scripts/train-mrz/scenes.ts';
import { loadFaces } from '../../../scripts/train-mrz/glyphs.ts';
import { loadMrzNetwork, mrzAlphabet, noneClass } from '../engines/mrz-network.ts';
import { fuseFindings, ofOneDocument } from './fuse-findings.ts';
import { readMrz, type MrzFinding } from './read-mrz.ts';

vi.setConfig({ testTimeout: 120_000 });

const resources = fileURLToPath(new URL('../../../resources/', import.meta.url));
const network = await loadMrzNetwork(async (name) => readFileSync(resources + name));
// Without the Debian package fonts-ocr-b there is nothing to draw an MRZ with; .ci/run installs it.
const drawable = await loadFaces(['OCR B']).then(() => true, (thrown: unknown) => {
  console.warn(`SKIPPED: the vote on drawn MRZs (${thrown instanceof Error ? thrown.message : 'no fonts'})`);
  return false;
});

const passport = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
const other = ['P<UTOQUIXOTE<<HUGO<<<<<<<<<<<<<<<<<<<<<<<<<<', 'K234567890UTO8001014M2501017<<<<<<<<<<<<<<04'];
const pitch = 14;

/** A frame of the passport with light burnt over a column of the lower line. */
async function frame(lines: readonly string[], seed: number, burnt: number | null = null): Promise<MrzFinding> {
  const { width, height, body } = documentWith(lines, 40, 40, pitch);
  const over = burnt === null ? '' : glare(40 + (3.5 + burnt) * pitch, 40 + height - 1.65 * pitch, 0.9 * pitch, 1.2 * pitch);
  const found = readMrz(await photographed({ width: width + 80, height: height + 80, body: body + over }, seed), network);
  if (!found) throw new Error('the frame cannot be read');
  return found;
}

const doubts = ({ mrz }: MrzFinding): string[] => mrz.doubtful.map((d) => `${d.line}:${d.column}`);

/** As if a frame had seen another character there, and nothing else. */
function misread(finding: MrzFinding, line: number, column: number, character: string, certainty: number): MrzFinding {
  const readings = finding.readings.map((r, l) => {
    if (l !== line) return r;
    const log = r.log.slice();
    for (let j = 0; j < noneClass; j++) log[column * noneClass + j] = Math.log(j === mrzAlphabet.indexOf(character) ? certainty : (1 - certainty) / (noneClass - 1));
    return { ...r, log };
  });
  return { ...finding, readings };
}

describe.skipIf(!drawable)('the vote of several frames', () => {
  it('sees under a glare what another frame saw', async () => {
    const burnt = await frame(passport, 1, 9);
    expect(doubts(burnt)).toContain('1:9');
    const fused = fuseFindings(burnt, [await frame(passport, 2), await frame(passport, 3)]);
    expect(fused.mrz.lines).toEqual(passport);
    expect(doubts(fused)).toEqual([]);
    expect(fused.mrz.region).toEqual(burnt.mrz.region);
  });

  it('leaves a reading as it is when there is no other', async () => {
    const alone = await frame(passport, 1);
    expect(fuseFindings(alone, [])).toBe(alone);
  });

  it('gives a frame of another document no vote', async () => {
    const [mine, foreign] = [await frame(passport, 1), await frame(other, 2)];
    expect(ofOneDocument(mine, foreign)).toBe(false);
    expect(fuseFindings(mine, [foreign])).toBe(mine);
  });

  it('doubts a character that two frames are sure of and read differently, though the check digits decide', async () => {
    const mine = await frame(passport, 1);
    const fused = fuseFindings(mine, [misread(mine, 1, 4, '3', 0.99)]);
    expect(fused.mrz.lines).toEqual(passport);
    expect(doubts(fused)).toEqual(['1:4']);
  });

  it('lets two frames outvote a weak one where no check digit helps', async () => {
    const good = await frame(passport, 1);
    const weak = misread(good, 0, 8, 'X', 0.7);
    const fused = fuseFindings(weak, [good, await frame(passport, 2)]);
    expect(fused.mrz.lines[0]).toBe(passport[0]);
  });
});
