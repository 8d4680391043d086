/** `vestibule golden-card`: pictures of a printed golden card, measured. */
import { errorSentence, errorTexts } from '../../core/errors.ts';
import { figureNotes, sharpnessAt, type GoldenFigures } from '../../core/golden-card/figures.ts';
import { findingsOf, type GoldenFinding } from '../../core/golden-card/findings.ts';
import { measureGoldenPicture } from '../../core/golden-card/measure.ts';
import { serialText } from '../../core/golden-card/serial.ts';
import { UsageError, type Given } from '../arguments.ts';
import { createEngines } from '../engines.ts';
import { heading } from '../readable.ts';
import { startClock, walkFiles } from '../walk.ts';
import type { Verb } from './verb.ts';

type Made = { figures: GoldenFigures | null; serial: string | null; findings: (GoldenFinding & { says: string })[]; notes: typeof figureNotes };
const empty: Made = { figures: null, serial: null, findings: [], notes: figureNotes };

async function run(given: Given): Promise<number> {
  if (given.files.length === 0) throw new UsageError('golden-card needs at least one FILE.');
  const engines = createEngines();
  return walkFiles<Made>(given.files, async (picture) => {
    const clock = startClock();
    const figures = measureGoldenPicture(await engines.opencv(), picture);
    const findings = findingsOf(figures).map((f) => ({ ...f, says: errorSentence(f.code, f.values) }));
    return { figures, serial: serialText(figures.card.serial), findings, notes: figureNotes, ms: { measure: clock.lap() } };
  }, empty, { json: given.flag('json'), readable: (record) => {
    const { figures: f, findings, serial } = record as unknown as Made;
    const head = heading(record.file, record.ok, record.error, record.ms.total);
    if (!f) return head;
    const pair = (where: 'centre' | 'corners') => { const [c, l] = [sharpnessAt(f, where, 'cyclesPerPixel'), sharpnessAt(f, where, 'linePairsPerMm')]; return c === null || l === null ? 'not measured' : `${c.toFixed(3)} cycles/pixel, ${l.toFixed(2)} lp/mm`; };
    const lines: [string, string][] = [
      ['card', `${f.card.size} ${serial ?? ''}`], ['resolution', `${f.dpi.toFixed(1)} dpi on the card`], ['MTF50 centre', pair('centre')], ['MTF50 corners', pair('corners')],
      ['paper, black', `level ${f.paperLevel.toFixed(0)}, ${f.burntPercent.toFixed(1)} % burnt out; black gives ${f.blackPercent.toFixed(1)} % of paper`], ['shading', `${f.shadingPercent.toFixed(1)} %`],
      ['white balance', `R/G ${f.whiteBalance.redToGreen.toFixed(3)}, B/G ${f.whiteBalance.blueToGreen.toFixed(3)}, C*ab ${f.whiteBalance.chroma.toFixed(1)}`], ['noise', `${f.noise.levels.toFixed(2)} levels, ${f.noise.decibels.toFixed(1)} dB`],
      ['geometry', `${f.geometry.residualPercent.toFixed(2)} % off a plane, ${f.geometry.radialPercent.toFixed(2)} % radial`], ['lamps', f.lamps.join(', ') || 'none'],
    ];
    return [head, ...lines.map(([name, text]) => `  ${name.padEnd(16)} ${text}`), ...findings.map(({ code, values, zones }) => `  ${code}${zones.length > 0 ? ` (${zones.join(', ')})` : ''}: ${errorSentence(code, values)}`)].join('\n');
  } });
}

export const goldenCard: Verb = {
  name: 'golden-card',
  usage: 'golden-card FILE... [--json]',
  about: 'measures pictures of a printed golden card: sharpness, dpi, light, colour, geometry, lamps',
  options: {},
  help: [
    'The card is printed with: npm run golden-card -- FOLDER',
    'Each figure\'s unit, method and source stand in --json under notes; causes and remedies under findings.',
    `Causes: ${Object.keys(errorTexts).filter((c) => c.startsWith('golden.')).join(', ')}`,
  ],
  run,
};
