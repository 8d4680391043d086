/** Listings in the form `scanimage -A` gives them, after the option tables of the backends named. */
import { describe, expect, it } from 'vitest';
import { usualWish } from '../../../core/scanning.ts';
import { buttonIsDown, capabilitiesOf, optionsIn, otherSources, saneArguments, tookTwo } from './sane-options.ts';

const epsonds = `
All options specific to device \`epsonds:libusb:001:004':
  Standard:
    --source Flatbed|ADF Front|ADF Duplex [Flatbed]
        Selects the scan source (such as a document-feeder).
    --mode Lineart|Gray|Color [Gray]
        Selects the scan mode.
    --depth 1|8 [8]
        Number of bits per sample.
    --resolution 75|150|300|600dpi [75]
        Sets the resolution of the scanned image.
  Geometry:
    -l 0..215.9mm [0]
        Top-left x position of scan area.
    -t 0..355.6mm [0]
        Top-left y position of scan area.
    -x 0..215.9mm [215.9]
        Width of scan-area.
    -y 0..355.6mm [355.6]
        Height of scan-area.
  Optional equipment:
    --eject [inactive]
        Eject the sheet in the ADF
`;
const fujitsu = `
  Scan Mode:
    --source ADF Front|ADF Back|ADF Duplex [ADF Front]
    --mode Lineart|Halftone|Gray|Color [Lineart]
    --resolution 50..600dpi (in steps of 1) [300]
  Geometry:
    --page-width 0..224.846mm (in steps of 0.0211639) [215.872]
    --page-height 0..863.489mm (in steps of 0.0211639) [279.364]
    -l 0..224.846mm (in steps of 0.0211639) [0]
    -t 0..863.489mm (in steps of 0.0211639) [0]
    -x 0..224.846mm (in steps of 0.0211639) [215.872]
    -y 0..863.489mm (in steps of 0.0211639) [279.364]
  Sensors:
    --top-edge[=(yes|no)] [no] [hardware]
    --scan[=(yes|no)] [no] [hardware]
        Scan button
    --double-feed[=(yes|no)] [no] [hardware]
`;
const brother = `
  Mode:
    --mode Black & White|Gray[Error Diffusion]|True Gray|24bit Color|24bit Color[Fast] [24bit Color]
    --resolution 100|150|200|300|400|600|1200|2400|4800|9600dpi [200]
    --source FlatBed|Automatic Document Feeder(left aligned)|Automatic Document Feeder(left aligned,Duplex) [Automatic Document Feeder(left aligned)]
  Geometry:
    -l 0..215.9mm (in steps of 0.0999908) [0]
    -t 0..297mm (in steps of 0.0999908) [0]
    -x 0..215.9mm (in steps of 0.0999908) [215.88]
    -y 0..297mm (in steps of 0.0999908) [296.98]
`;
const bare = `
  Scan Mode:
    --mode Gray [inactive]
    --three-pass[=(yes|no)] [inactive]
`;

const canDo = (listing: string) => capabilitiesOf('Maker Model', optionsIn(listing));

describe('a listing becomes what the device can do', () => {
  it('epsonds: glass, feeder and both sides, four resolutions', () => {
    expect(canDo(epsonds)).toMatchObject({
      sources: [{ source: 'flatbed', width: 215.9, height: 355.6 }, { source: 'feeder' }, { source: 'duplex' }], resolutions: [75, 150, 300, 600], colours: ['black-white', 'gray', 'colour'], button: false,
    });
  });
  it('fujitsu: feeder only, a range of resolutions, a button, the back side alone is not offered', () => {
    expect(canDo(fujitsu)).toMatchObject({ sources: [{ source: 'feeder' }, { source: 'duplex' }], resolutions: [75, 100, 150, 200, 240, 300, 400, 600], button: true });
  });
  it('brother: words with brackets and commas', () => {
    expect(canDo(brother)).toMatchObject({ sources: [{ source: 'flatbed' }, { source: 'feeder' }, { source: 'duplex' }], colours: ['black-white', 'gray', 'colour'] });
  });
  it('what is inactive is not offered, and a device without a source is a glass', () => {
    expect(canDo(bare)).toMatchObject({ sources: [{ source: 'flatbed', width: null, height: null }], resolutions: [], colours: [] });
  });
});

const pixma = `
  Scan mode:
    --source Flatbed|Automatic Document Feeder [Flatbed]
    --button-controlled[=(yes|no)] [yes]
  Buttons:
    --button-update
    --button-1 <int> [1] [read-only]
    --button-2 <int> [0] [read-only]
`;

it('a button is what can be pressed, not what is set; a sensor tells two sheets', () => {
  expect([fujitsu, pixma, epsonds].map((listing) => canDo(listing).button)).toEqual([true, true, false]);
  expect([pixma, pixma.replace('[1]', '[0]'), fujitsu, fujitsu.replace('--scan[=(yes|no)] [no]', '--scan[=(yes|no)] [yes]')].map((listing) => buttonIsDown(optionsIn(listing)))).toEqual([true, false, false, true]);
  expect([fujitsu, fujitsu.replace('--double-feed[=(yes|no)] [no]', '--double-feed[=(yes|no)] [yes]')].map((listing) => tookTwo(optionsIn(listing)))).toEqual([false, true]);
});

it('other sources are asked for by their own words; one that is unknown or set is not', () => {
  expect(otherSources(optionsIn(epsonds))).toEqual([{ source: 'feeder', argument: '--source=ADF Front' }, { source: 'duplex', argument: '--source=ADF Duplex' }]);
  expect(otherSources(optionsIn(fujitsu))).toEqual([{ source: 'duplex', argument: '--source=ADF Duplex' }]);
  expect(otherSources(optionsIn(bare))).toEqual([]);
});

describe('a wish becomes the device\'s own words', () => {
  const said = (listing: string, wish: Parameters<typeof saneArguments>[0]) => saneArguments(wish, optionsIn(listing), canDo(listing)).join(' ');

  it('the usual one: glass, 300 dpi, colour, all of it', () => {
    const wish = usualWish('x', canDo(epsonds));
    expect(wish).toEqual({ name: 'x', source: 'flatbed', dpi: 300, colour: 'colour', paper: 'whole' });
    expect(said(epsonds, wish)).toBe('--source=Flatbed --mode=Color --depth=8 --resolution=300 -l 0 -t 0 -x 215.9 -y 355.6');
  });
  it('both sides of A4 from a feeder that must know the page', () => {
    expect(said(fujitsu, { name: 'x', source: 'duplex', dpi: 200, colour: 'gray', paper: 'A4' }))
      .toBe('--source=ADF Duplex --mode=Gray --resolution=200 --page-width=210 --page-height=297 -l 0 -t 0 -x 210 -y 297');
  });
  it('a device that offers nothing is told nothing', () => {
    expect(said(bare, usualWish('x', canDo(bare)))).toBe('');
  });
});
