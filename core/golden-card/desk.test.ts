import { describe, expect, it } from 'vitest';
import type { FoundDocument, TextSharpness } from '../vision/artifacts/document-types.ts';
import { glare } from '../checks/document/glare.ts';
import { resolution } from '../checks/document/resolution.ts';
import { sharpness } from '../checks/document/sharpness.ts';
import type { DocumentLight, DocumentProof } from '../vision/artifacts/document-types.ts';
import { deskBaselineOf, deskInPicture, deskInScan, knownLamp, lensEdgeWidth, scaleByCard, type DeskBaseline } from './desk.ts';
import { evenSharpness, goldenFigures } from './figures.fixture.ts';

const desk: DeskBaseline = { at: '2026-11-29T08:00:00.000Z', width: 1920, height: 1080, dpi: 254, cyclesPerPixel: 0.25, lamps: ['top-left'] };
/** Ten pixels a millimetre at the card's distance. */
const quadOf = (long: number, short: number): FoundDocument['quad'] => [{ x: 100, y: 100 }, { x: 100 + long, y: 100 }, { x: 100 + long, y: 100 + short }, { x: 100, y: 100 + short }];
const found = (long: number, short: number, dpi: number | null): FoundDocument => ({ quad: quadOf(long, short), confidence: 0.9, format: 'ID-3', dpi, tiltDegrees: 0, rotationDegrees: 0, coverage: 0.2, cutCorners: 0 });
const context = { date: '2026-11-29', chosenType: null, acceptedTypes: [], lane: 'camera' } as const;

describe('a desk\'s baseline', () => {
  it('is made of an accepted card; without a sharpness in its middle there is none', () => {
    const figures = goldenFigures();
    expect(deskBaselineOf({ at: desk.at, figures }, goldenFigures({ lamps: ['right'] }))).toMatchObject({ dpi: 240, width: 1920, lamps: ['right'], cyclesPerPixel: expect.closeTo(0.254) as number });
    const blind = goldenFigures({ sharpness: evenSharpness(2.4).map((s) => (s.place === 'centre' ? { ...s, horizontal: null, vertical: null } : s)) });
    expect(deskBaselineOf({ at: desk.at, figures: blind }, figures)).toBeNull();
  });
  it('holds for the same picture at another size, not for another shape', () => {
    expect(deskInPicture(desk, { width: 1280, height: 720 })).toMatchObject({ dpi: expect.closeTo(169.33) as number, cyclesPerPixel: expect.closeTo(0.375) as number });
    expect(deskInPicture(desk, { width: 1280, height: 960 })).toBeNull();
  });
  it('of a scanner holds for whatever was cut out of its page, and knows no lamps', () => {
    const cut = { width: 1045, height: 672 };
    expect(deskInScan(desk, { frame: cut, scale: 1 })).toEqual({ ...desk, ...cut, lamps: [] });
    expect(deskInScan(desk, { frame: cut, scale: 2 })).toMatchObject({ dpi: 127, cyclesPerPixel: 0.5 });
  });
});

describe('the scale of a document', () => {
  it('an ID-2 page that was taken for a passport is told by its size at the card\'s distance', () => {
    const page = found(1050, 740, 213.4);
    expect(scaleByCard(desk, page, null, null)).toBeCloseTo(254, 0);
    const asked = (of: DeskBaseline | null) => resolution.measure({ documentGeometry: { documents: [page], fillsPicture: false }, documentProof: { lineHeight: null } as unknown as DocumentProof }, { ...context, desk: of });
    expect(asked(desk)).toMatchObject({ value: expect.closeTo(254, 0) as number, values: { from: 'card' } });
    expect(asked(null)).toMatchObject({ value: 213.4, values: { from: 'outline' } });
  });
  it('a passport that lies farther away looks like such a page, and is none', () => {
    const far = found(1050, 740, 213.4);
    const asked = (chosenType: string | null) => resolution.measure({ documentGeometry: { documents: [far], fillsPicture: false }, documentProof: { lineHeight: null } as unknown as DocumentProof }, { ...context, chosenType, desk });
    expect(asked('passport')).toMatchObject({ value: 213.4, values: { from: 'outline' } });
    expect(asked('id-card')).toMatchObject({ values: { from: 'card' } });
    expect(scaleByCard(desk, found(1250, 880, 254), null, 'passport')).toBeCloseTo(254, 0);
  });
  it('nearer or farther than the card it is what the outline says', () => expect(scaleByCard(desk, found(1500, 1056, 305), null, null)).toBeNull());
  it('of a paper of no standard size it is the card\'s where the print agrees, and else not known', () => {
    expect([230, 400, null].map((byPrint) => scaleByCard(desk, found(900, 700, null), byPrint, null))).toEqual([254, null, null]);
  });
});

describe('doc.sharpness at a desk', () => {
  const measure = (edgeWidth: number, of: DeskBaseline | null, document = found(1250, 880, 254)) => {
    const textSharpness: TextSharpness = { edgeWidth, sourceEdgeWidth: 3, anisotropy: 1, motionDegrees: null, tooBlurredToSee: false, regions: [] };
    return sharpness.measure({ documentGeometry: { documents: [document], fillsPicture: false }, textSharpness }, { ...context, desk: of });
  };
  it('without a baseline it is the width itself', () => expect(measure(4.5, null)).toEqual({ kind: 'measured', value: 4.5, regions: [], values: { variant: 'defocus' } }));
  it('with a lens that does better, a width that text would bear is more than this desk bears; what it came from is recorded', () => {
    expect(lensEdgeWidth(desk, 254, 2.4)).toBe(0);
    expect(measure(4.5, desk)).toMatchObject({ value: expect.closeTo(5.625) as number, values: { variant: 'defocus', edge: 4.5, lens: 0, limit: 4 } });
    expect(measure(3.9, desk)).toMatchObject({ value: expect.closeTo(4.875) as number });
  });
  it('is never looser than what text needs, and says so where the lens is the cause', () => {
    const soft = { ...desk, cyclesPerPixel: 0.08 };
    expect(lensEdgeWidth(soft, 254, 2.4)).toBeGreaterThan(5);
    expect(measure(5.2, soft)).toMatchObject({ value: expect.closeTo(5.2) as number, values: { variant: 'lens', limit: 5 } });
  });
  it('blames no lens for a document that is held far from where the card lay', () => {
    const bearable = { ...desk, cyclesPerPixel: 0.12 };
    expect(lensEdgeWidth(bearable, 254, 2.4)).toBeLessThan(5);
    expect(measure(9, bearable, found(625, 440, 127))).toMatchObject({ values: { variant: 'defocus', lens: 7.56, limit: 5 } });
  });
});

it('doc.glare names the lamp that the golden card showed, and judges as before', () => {
  const spot = { x: 150, y: 150, width: 60, height: 40 };
  expect(knownLamp(desk, quadOf(856, 540), [spot])).toBe('top-left');
  expect(knownLamp(desk, quadOf(856, 540), [{ ...spot, x: 800, y: 500 }])).toBeNull();
  const light = { glareOnData: 0.08, glareShare: 0.05, glareRegions: [spot], clearedShare: 0 } as unknown as DocumentLight;
  const of = (known: DeskBaseline | null) => glare.measure({ documentGeometry: { documents: [found(856, 540, 254)], fillsPicture: false }, documentLight: light }, { ...context, desk: known });
  expect(of(desk)).toEqual({ kind: 'measured', value: 0.08, regions: [spot], values: { percent: 8, variant: 'lamp-top-left' } });
  expect(of(null)).toEqual({ kind: 'measured', value: 0.08, regions: [spot], values: { percent: 8 } });
});
