import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardSizeNames, cornersOf, groundAt, layoutOf, zoneOf } from './layout.ts';
import { fiducialIds, identityOf, serialLimit, serialText } from './serial.ts';

describe.each(cardSizeNames)('the layout of %s', (size) => {
  const layout = layoutOf(size);
  const boxes = [...layout.fiducials, layout.label, ...layout.patches, ...layout.rulers.map(({ x, y, length, tick, along }) => (along === 'x' ? { x, y: y - tick, width: length, height: tick * 2 } : { x, y, width: tick * 2, height: length })),
    ...layout.squares.map((s) => { const c = cornersOf(s); const [x, y] = [Math.min(...c.map((p) => p.x)), Math.min(...c.map((p) => p.y))]; return { x, y, width: Math.max(...c.map((p) => p.x)) - x, height: Math.max(...c.map((p) => p.y)) - y }; })];
  it('lies on the card, and nothing lies on anything else', () => {
    const apart = 1e-6;
    boxes.forEach((a, i) => {
      expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= layout.width && a.y + a.height <= layout.height, JSON.stringify(a)).toBe(true);
      for (const b of boxes.slice(i + 1)) expect(a.x + a.width <= b.x + apart || b.x + b.width <= a.x + apart || a.y + a.height <= b.y + apart || b.y + b.height <= a.y + apart, `${JSON.stringify(a)} ${JSON.stringify(b)}`).toBe(true);
    });
  });
  it('leaves each slanted square the paper its edges are measured against: three tenths of its side', () => {
    for (const { centre, side } of layout.squares) for (const [u, v] of [[0.8, 0], [-0.8, 0], [0, 0.8], [0, -0.8]] as const) {
      const p = { x: centre.x + u * side, y: centre.y + v * side };
      if (p.x > 0 && p.y > 0 && p.x < layout.width && p.y < layout.height) expect(boxes.filter((b) => p.x > b.x && p.x < b.x + b.width && p.y > b.y && p.y < b.y + b.height), `${size} ${u} ${v}`).toEqual([]);
    }
  });
  it('says what is where', () => {
    expect(groundAt(layout, layout.squares.at(-1)!.centre, 0.5)).toBe('ink');
    expect(groundAt(layout, { x: layout.fiducials[0]!.x, y: layout.fiducials[0]!.y }, 0.1)).toBeNull();
    const [grey] = layout.patches;
    expect(groundAt(layout, { x: grey!.x + grey!.width / 2, y: grey!.y + grey!.height / 2 }, 0.5)).toBe(grey);
    expect(groundAt(layout, { x: grey!.x, y: grey!.y }, 0.5)).toBeNull();
    expect(groundAt(layout, { x: layout.width * 0.4, y: layout.height * 0.4 }, 0.5)).toBe('paper');
    expect([{ x: 1, y: 1 }, { x: layout.width / 2, y: layout.height / 2 }, { x: layout.width - 1, y: layout.height - 1 }].map((p) => zoneOf(layout, p))).toEqual(['top-left', 'middle', 'bottom-right']);
  });
});

describe('serials', () => {
  it('come back from the numbers of the fiducials, which are four different markers of 1000', () => {
    fc.assert(fc.property(fc.constantFrom(...cardSizeNames), fc.integer({ min: 0, max: serialLimit - 1 }), (size, serial) => {
      const ids = fiducialIds({ size, serial });
      expect(identityOf(ids)).toEqual({ size, serial });
      expect(ids.every((id) => id >= 0 && id < 1000) && new Set(ids).size === 4).toBe(true);
    }));
    expect(serialText(0x3f9a2c)).toBe('3F9A2C');
    expect(() => fiducialIds({ size: 'a4', serial: serialLimit })).toThrow(RangeError);
  });
  it('markers of two cards, markers in another order and strange markers are none', () => {
    const [a, b] = [fiducialIds({ size: 'id-1', serial: 1 }), fiducialIds({ size: 'id-1', serial: 777_777 })];
    expect(identityOf([a[0]!, a[1]!, b[2]!, b[3]!])).toBeNull();
    expect(identityOf([a[1]!, a[0]!, a[2]!, a[3]!])).toBeNull();
    expect(identityOf([0, 1, 2, 3])).toBeNull();
    expect(identityOf(a.slice(1))).toBeNull();
  });
});
