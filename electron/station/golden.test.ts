import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeOf, must, newFolder, newResources, noon, passphrase, prepareCase, removeFolders, setupInput, supervisorName } from '../../test/fakes/station-kit.ts';
import type { DeskBaseline } from '../../core/golden-card/desk.ts';
import { evenSharpness, goldenFigures } from '../../core/golden-card/figures.fixture.ts';
import { createStation, type RunningStation } from './create.ts';

let station: RunningStation;
let now = Date.parse(noon);
const device = 'camera-of-desk-3';
const keep = (figures = goldenFigures(), baseline = false) => must(station.call('golden.keep', { device, label: 'Desk camera', figures, baseline }));
const login = (name: string) => must(station.call('session.login', { name, passphrase }));
const soft = goldenFigures({ sharpness: evenSharpness(1.6), blackPercent: 14 });

beforeAll(async () => {
  station = await createStation({ dir: newFolder(), resourcesDir: newResources(), clock: () => new Date(now) });
  await must(station.call('setup.complete', setupInput));
  for (const role of ['clerk', 'auditor'] as const) await must(station.call('operators.add', { name: role, role, passphrase }));
});
afterAll(() => {
  station.close();
  removeFolders();
});

it('the first measurement without a cause becomes the baseline of its device', async () => {
  await login('clerk');
  expect(await keep(goldenFigures({ dpi: 60 }))).toMatchObject({ findings: [{ code: 'golden.too-far' }], comparison: null, baseline: null });
  now += 60_000;
  expect(await keep()).toMatchObject({ findings: [], baseline: { at: '2026-11-23T12:01:00.000Z', serial: 0x3f9a2c } });
  expect(await must(station.call('golden.compare', { device: 'another', figures: soft }))).toMatchObject({ findings: [], comparison: null });
});

it('a later one is held against it by the station, and only an accepted one is kept', async () => {
  const compared = await must(station.call('golden.compare', { device, figures: soft }));
  expect(compared.findings.map((f) => f.code)).toEqual(['golden.out-of-focus', 'golden.lens-dirty']);
  expect(compared.comparison?.find((r) => r.figure === 'sharpnessCentre')).toMatchObject({ now: 1.6, baseline: 2.4, least: 2.4 * 0.8, most: null, worse: true });
  expect(await must(station.call('golden.history', { device }))).toHaveLength(2);
  now += 60_000;
  expect(await keep(soft)).toEqual(compared);
  const kept = await must(station.call('golden.history', { device }));
  expect(kept.map((r) => [r.at.slice(11, 16), r.operatorName, r.baseline, r.figures.dpi])).toEqual([['12:00', 'clerk', false, 60], ['12:01', 'clerk', true, 240], ['12:02', 'clerk', false, 240]]);
});

it('only a supervisor sets a new baseline, against which is compared from then on', async () => {
  expect(await codeOf(station.call('golden.keep', { device, label: 'Desk camera', figures: soft, baseline: true }))).toBe('operator.not-allowed');
  await login(supervisorName);
  const without = goldenFigures({ sharpness: evenSharpness(2.4).map((s) => (s.place === 'centre' ? { ...s, horizontal: null, vertical: null } : s)) });
  expect(await codeOf(station.call('golden.keep', { device, label: 'Desk camera', figures: without, baseline: true }))).toBe('golden.askew');
  expect(await keep(soft, true)).toMatchObject({ findings: [], baseline: { at: '2026-11-23T12:02:00.000Z' } });
  expect(await must(station.call('golden.compare', { device, figures: soft }))).toMatchObject({ findings: [] });
});

it('hands the baseline to the checks for the very device, with the lamps of the last time', async () => {
  const desk = (of = device, label = 'Desk camera') => must(station.call('golden.desk', { device: of, label }));
  expect(await desk()).toMatchObject({ desk: { at: '2026-11-23T12:02:00.000Z', width: 1920, height: 1080, dpi: 240, lamps: [] } });
  expect(await desk('another')).toEqual({ desk: null });
  expect(await desk(device, 'Another camera in its socket')).toEqual({ desk: null });
});

it('takes evidence whose checks knew its own baseline, and none that speaks of another', async () => {
  const { desk } = await must(station.call('golden.desk', { device, label: 'Desk camera' }));
  const { captureIds: [front], evidence } = await prepareCase(station);
  const submit = (desks: Record<string, DeskBaseline>) => codeOf(station.call('case.submit', { ...evidence, desks }));
  expect(await submit({ [front]: { ...desk!, cyclesPerPixel: 0.02 } })).toBe('input.invalid');
  expect(await submit({ [front]: { ...desk!, at: '2026-11-23T12:00:00.000Z' } })).toBe('input.invalid');
  expect(await submit({ [evidence.caseId]: desk! })).toBe('input.invalid');
  expect(await submit({ [front]: { ...desk!, lamps: ['left'] } })).toBe('ok');
});

it('each accepted measurement is a line of the trail', async () => {
  const lines = (await must(station.call('audit.list', { before: null, limit: 50 }))).filter((l) => l.action === 'golden.kept').reverse();
  expect(lines.map((l) => [l.operatorName, l.facts])).toEqual([
    ['clerk', { device: 'Desk camera', card: 'id-1 3F9A2C', causes: 'golden.too-far', baseline: false }],
    ['clerk', { device: 'Desk camera', card: 'id-1 3F9A2C', causes: 'none', baseline: true }],
    ['clerk', { device: 'Desk camera', card: 'id-1 3F9A2C', causes: 'golden.out-of-focus golden.lens-dirty', baseline: false }],
    [supervisorName, { device: 'Desk camera', card: 'id-1 3F9A2C', causes: 'none', baseline: true }],
  ]);
});

it('an auditor measures nothing, and figures that are none are refused', async () => {
  expect(await codeOf(station.call('golden.compare', { device, figures: { ...soft, dpi: Number.NaN } }))).toBe('input.invalid');
  await login('auditor');
  expect(await codeOf(station.call('golden.history', { device }))).toBe('operator.not-allowed');
});
