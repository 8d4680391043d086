import { describe, expect, it } from 'vitest';
import { regionOf } from '../frame.ts';
import { placesOfMrz } from './mrz-places.ts';
import type { Mrz } from './reading.ts';

const of = (rows: Mrz['rows']): Mrz => ({ format: 'TD1', lines: ['I<UTOD231458907<<<<<<<<<<<<<<<'], checkDigits: [], doubtful: [], confidence: [], region: null, rows });

describe('places of an MRZ', () => {
  it('are columns of equal width on an upright line', () =>
    expect(placesOfMrz(of([{ x: 100, y: 50, width: 600, height: 30 }]))({ line: 0, from: 5, to: 14 })).toMatchObject({ x: 200, y: 50, width: 180, height: 30 }));
  it('follow a line that runs down the picture', () => {
    // Read from top to bottom: the tops of the letters look to the right.
    const row = regionOf([{ x: 30, y: 0 }, { x: 30, y: 300 }, { x: 10, y: 300 }, { x: 10, y: 0 }]);
    expect(placesOfMrz(of([row]))({ line: 0, from: 3, to: 4 })).toMatchObject({ x: 10, y: 30, width: 20, height: 10 });
  });
  it('are none where the reader told none', () => expect(placesOfMrz(of(undefined))({ line: 0, from: 0, to: 1 })).toBeNull());
});
