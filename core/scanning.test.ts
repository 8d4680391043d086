import { describe, expect, it } from 'vitest';
import { choicesOn, fitted, scannerCapabilitiesSchema, usualWish, type DeviceCapabilities } from './scanning.ts';

const can: DeviceCapabilities = {
  label: 'Office 7', button: false, resolutions: [300, 1200], colours: ['colour', 'gray'],
  sources: [{ source: 'flatbed', width: 210, height: 297 }, { source: 'feeder', width: 210, height: 356, resolutions: [100, 200, 2400], colours: ['black-white', 'gray'] }],
};

describe('what can be chosen', () => {
  it('is the source\'s own, or the device\'s; more than may be asked for is not offered', () => {
    expect(choicesOn(can, 'flatbed')).toEqual({ resolutions: [300, 1200], colours: ['colour', 'gray'] });
    expect(choicesOn(can, 'feeder')).toEqual({ resolutions: [100, 200], colours: ['black-white', 'gray'] });
  });

  it('begins with the glass at 300 dpi in colour', () => expect(usualWish('x', can)).toEqual({ name: 'x', source: 'flatbed', dpi: 300, colour: 'colour', paper: 'whole' }));

  it.each([
    [{ source: 'feeder' }, { dpi: 200, colour: 'gray', paper: 'A4' }],
    [{ source: 'feeder', dpi: 150, colour: 'black-white' }, { dpi: 200, colour: 'black-white', paper: 'A4' }],
    [{ source: 'flatbed', dpi: 600, paper: 'legal' }, { dpi: 1200, colour: 'colour', paper: 'whole' }],
    [{ source: 'feeder', paper: 'legal' }, { dpi: 200, colour: 'gray', paper: 'whole' }],
  ] as const)('a wish of %j becomes %j', (more, expected) => expect(fitted({ name: 'x', dpi: 300, colour: 'colour', paper: 'A4', ...more }, can)).toMatchObject(expected));

  it('a device that offers nothing is asked for nothing', () => expect(usualWish('x', { label: '', sources: [], resolutions: [], colours: [], button: true })).toEqual({ name: 'x', source: null, dpi: null, colour: null, paper: 'whole' }));

  it('capabilities without choices of a source are read as before', () => expect(scannerCapabilitiesSchema.parse({ ...can, lane: 'scanner', sources: [{ source: 'flatbed', width: null, height: null }] }).sources).toEqual([{ source: 'flatbed', width: null, height: null }]));
});
