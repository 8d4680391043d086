import type { GoldenVerdict } from '../../../core/contract-devices.ts';
import { CodedError } from '../../../core/errors.ts';
import type { GoldenFigures } from '../../../core/golden-card/figures.ts';
import { compare, findingsOf, watchedFigures, watchedValue, worsened } from '../../../core/golden-card/findings.ts';
import { serialText } from '../../../core/golden-card/serial.ts';
import { transact, type ReadDb } from '../store/db.ts';
import { deskOf } from '../desk.ts';
import type { Station } from '../station.ts';
import { addGoldenCard, goldenBaseline, goldenHistory } from '../store/golden-cards.ts';
import { serving, staff, type Handlers } from './handler.ts';

export const goldenHandlers: Handlers<'golden.compare' | 'golden.keep' | 'golden.history' | 'golden.desk'> = {
  'golden.compare': { who: staff, handle: (station, { device, figures }) => verdictOf(station.db(), device, figures) },
  'golden.keep': {
    who: staff,
    handle: (station, { device, label, figures, baseline }) => {
      const operator = station.session.needed();
      if (baseline && operator.role !== 'supervisor') throw new CodedError('operator.not-allowed');
      // What is missing in a baseline would never be compared again.
      if (baseline && !isWhole(figures)) throw new CodedError('golden.askew');
      return transact(station.db(), (tx) => {
        const first = goldenBaseline(tx, device) === null && mayBeFirst(station, device, figures);
        addGoldenCard(tx, { device, label, figures, baseline: baseline || first, at: station.clock().toISOString(), operatorId: operator.operatorId, operatorName: operator.name });
        const verdict = verdictOf(tx, device, figures);
        const causes = verdict.findings.map((f) => f.code).join(' ') || 'none';
        station.audit(tx, 'golden.kept', null, { device: label.slice(0, 60) || 'unnamed', card: `${figures.card.size} ${serialText(figures.card.serial)}`, causes, baseline: baseline || first });
        return verdict;
      });
    },
  },
  'golden.history': { who: staff, activity: false, handle: (station, { device }) => goldenHistory(station.db(), device) },
  'golden.desk': { who: serving, activity: false, handle: (station, { device, label }) => ({ desk: deskOf(station.db(), device, label) }) },
};

/** What documents need is not asked of a camera that only sees faces; what would be missing in a baseline is. */
function mayBeFirst(station: Station, device: string, figures: GoldenFigures): boolean {
  const { documentCamera, faceCamera } = station.open().settings.devices;
  return device === faceCamera && device !== documentCamera ? isWhole(figures) : findingsOf(figures).length === 0;
}

const isWhole = (figures: GoldenFigures): boolean => watchedFigures.every((figure) => watchedValue(figure, figures) !== null);

function verdictOf(db: ReadDb, device: string, figures: GoldenFigures): GoldenVerdict {
  const findings = findingsOf(figures);
  const baseline = goldenBaseline(db, device);
  if (!baseline) return { findings, comparison: null, baseline: null };
  const comparison = compare(figures, baseline.figures);
  return { findings: [...findings, ...worsened(comparison, findings)], comparison, baseline: { at: baseline.at, size: baseline.figures.card.size, serial: baseline.figures.card.serial } };
}
