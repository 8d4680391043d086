/** Golden-card baselines as the checks use them, and whether those that evidence speaks of are this station's own. */
import type { Evidence } from '../../core/case/case.ts';
import { CodedError } from '../../core/errors.ts';
import { deskBaselineOf, type DeskBaseline } from '../../core/golden-card/desk.ts';
import type { ReadDb } from './store/db.ts';
import { goldenBaseline, goldenBaselinesAt, goldenLatest } from './store/golden-cards.ts';

/** The browser's id of a camera is that of its socket: where another one calls itself otherwise there, nothing is known of it. */
export function deskOf(db: ReadDb, device: string, label: string): DeskBaseline | null {
  const baseline = goldenBaseline(db, device);
  const latest = goldenLatest(db, device);
  return baseline && latest && baseline.label === label ? deskBaselineOf(baseline, latest.figures) : null;
}

/** Scale and sharpness are those of a baseline that was accepted here; lamps only choose words. @throws CodedError input.invalid */
export function checkDesks(db: ReadDb, { desks = {}, captureIds }: Evidence): void {
  for (const [captureId, desk] of Object.entries(desks)) {
    const own = goldenBaselinesAt(db, desk.at).flatMap((row) => deskBaselineOf(row, row.figures) ?? []);
    const isOwn = own.some((o) => o.width === desk.width && o.height === desk.height && o.dpi === desk.dpi && o.cyclesPerPixel === desk.cyclesPerPixel);
    if (!isOwn || !captureIds.includes(captureId)) throw new CodedError('input.invalid', { place: 'desks' });
  }
}
