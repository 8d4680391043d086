/** How the chosen cameras and the scanner stood when they were last shown the golden card, and which were not yet. */
import type { GuardFacts } from '../../../core/case/guard.ts';
import { demoCamera, type DeviceChoice } from '../../../core/contract.ts';
import { compare, findingsOf, type GoldenCode } from '../../../core/golden-card/findings.ts';
import type { GoldenFigures } from '../../../core/golden-card/figures.ts';
import { folderPrefix } from '../scan/folder.ts';
import type { ReadDb } from '../store/db.ts';
import { goldenBaseline, goldenLatest } from '../store/golden-cards.ts';
import { localDay } from '../time.ts';

type Chosen = Pick<DeviceChoice, 'documentCamera' | 'faceCamera' | 'scanner'>;
type Cameras = NonNullable<GuardFacts['cameras']>;

/** With these no document of the desk can be read; a lamp on the card, or a room that was dark just then, is told and refuses nobody. */
const unreadable: readonly GoldenCode[] = ['golden.out-of-focus', 'golden.too-far'];
const order: readonly Cameras['state'][] = ['as-calibrated', 'below', 'unfit'];

export const goldenCardsOf = (db: ReadDb, chosen: Chosen, now: Date): Pick<GuardFacts, 'cameras' | 'cardFirst' | 'scanner'> => ({
  cameras: camerasOf(db, chosen, now), cardFirst: [chosen.documentCamera, chosen.faceCamera].some((device) => device !== null && device !== demoCamera && goldenBaseline(db, device) === null), scanner: scannerOf(db, chosen, now),
});

/** null: no chosen camera has a baseline, so nobody said what it should do. */
function camerasOf(db: ReadDb, { documentCamera, faceCamera }: Chosen, now: Date): Cameras | null {
  const known = [...new Set([documentCamera, faceCamera])].flatMap((device): Cameras[] => {
    const [baseline, latest] = device === null ? [null, null] : [goldenBaseline(db, device), goldenLatest(db, device)];
    return baseline && latest ? [{ state: stateOf(latest.figures, baseline.figures, device === documentCamera), days: daysBetween(latest.at, now) }] : [];
  });
  if (known.length === 0) return null;
  return { state: order[Math.max(...known.map((camera) => order.indexOf(camera.state)))]!, days: Math.max(...known.map((camera) => camera.days)) };
}

/** What comes into a folder is scanned elsewhere, by whatever its people use. */
function scannerOf(db: ReadDb, { scanner }: Chosen, now: Date): GuardFacts['scanner'] {
  if (scanner === null || scanner.startsWith(folderPrefix)) return null;
  const [baseline, latest] = [goldenBaseline(db, scanner), goldenLatest(db, scanner)];
  return baseline && latest ? { days: daysBetween(latest.at, now) } : 'first';
}

/** A camera that sees faces only reads no print: it may be worse than it was, never unfit for documents. */
function stateOf(latest: GoldenFigures, baseline: GoldenFigures, readsDocuments: boolean): Cameras['state'] {
  if (readsDocuments && findingsOf(latest).some(({ code }) => unreadable.includes(code))) return 'unfit';
  return compare(latest, baseline).some(({ worse }) => worse) ? 'below' : 'as-calibrated';
}

/** Calendar days of the counter's time zone. */
const daysBetween = (at: string, now: Date): number => Math.max(0, Math.round((Date.parse(localDay(now)) - Date.parse(localDay(new Date(at)))) / 86_400_000));
