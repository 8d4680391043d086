import { describe, expect, it } from 'vitest';
import type { Point } from '../../frame.ts';
import type { Step } from './flow.ts';
import { choicesOf, zoneOf } from './surround.ts';

const face = { x: 200, y: 100, width: 60, height: 66 };
const at = (points: readonly Point[], dx: number, dy = 0): Step[] => points.map((from) => ({ from, to: { x: from.x + dx, y: from.y + dy } }));
const around = (x: number, y: number): Point[] => Array.from({ length: 12 }, (_, i) => ({ x: x + (i % 4) * 5, y: y + Math.floor(i / 4) * 5 }));
const skin = around(222, 125);
const beside = [...around(140, 120), ...around(302, 120)];
const room = [...around(20, 40), ...around(430, 60)];

describe('zones around a face', () => {
  it.each([[230, 133, 'face'], [150, 130, 'beside'], [310, 130, 'beside'], [230, 210, 'body'], [190, 130, 'body'], [40, 100, 'room'], [230, -30, 'room']] as const)('%i, %i is %s', (x, y, zone) => expect(zoneOf({ x, y }, face)).toBe(zone));
});

describe('what moves with the face', () => {
  it('is nothing before a room that stays', () => expect(choicesOf([...at(skin, 5), ...at(beside, 0), ...at(room, 0)], face)).toMatchObject({ with: [], against: { length: beside.length } }));
  it('is the margin of a photo held before it', () => expect(choicesOf([...at(skin, 5), ...at(beside, 5), ...at(room, 0)], face)).toMatchObject({ with: { length: beside.length }, against: [] }));
  it('is nothing where the camera is carried and the face with it', () => expect(choicesOf([...at(skin, 0), ...at(beside, 6), ...at(room, 6)], face)).toMatchObject({ with: [], against: { length: beside.length } }));
  it('is not asked where all moves alike: that is the camera', () => expect(choicesOf([...at(skin, 5), ...at(beside, 5), ...at(room, 5)], face)).toEqual({ with: [], against: [] }));
  it('is not asked where no room shows to tell from', () => expect(choicesOf([...at(skin, 5), ...at(beside, 5)], face)).toEqual({ with: [], against: [] }));
  it('is not asked of a face that stands still', () => expect(choicesOf([...at(skin, 0.5), ...at(beside, 0), ...at(room, 0)], face)).toEqual({ with: [], against: [] }));
});
