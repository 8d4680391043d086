import { describe, expect, it } from 'vitest';
import { pictureRegion, turnOf, uprightLines, uprightRegion, uprightSize, type Turn } from './page-turn.ts';

const size = { width: 400, height: 600 };
const turns: readonly Turn[] = ['right', 'down', 'left', 'up'];
const place = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });
const row = (first: ReturnType<typeof place>, last: ReturnType<typeof place>) => ({ text: 'Anna Example', confidence: 1, region: first, words: [{ text: 'Anna', confidence: 1, region: first }, { text: 'Example', confidence: 1, region: last }] });

describe('how a page lies', () => {
  it('is told by where its rows run', () => {
    expect([[60, 20], [20, 60], [-60, 20], [20, -60]].map(([dx, dy]) => turnOf([row(place(200, 200, 20, 10), place(200 + dx!, 200 + dy!, 20, 10))]))).toEqual(turns);
    expect(turnOf([])).toBe('right');
  });
  it.each(turns)('%s: there and back again', (turn) => expect(pictureRegion(uprightRegion(place(10, 20, 30, 40), size, turn), size, turn)).toEqual(place(10, 20, 30, 40)));
  it('a page on its head has its head on top', () => {
    const [line] = uprightLines([row(place(360, 580, 20, 10), place(300, 580, 50, 10))], size, 'left');
    expect([line!.region, line!.words[1]!.region]).toEqual([place(20, 10, 20, 10), place(50, 10, 50, 10)]);
  });
  it('a page turned clockwise has its head at the right', () => {
    expect(uprightRegion(place(380, 20, 10, 60), size, 'down')).toEqual(place(20, 10, 60, 10));
    expect(uprightSize(size, 'down')).toEqual({ width: 600, height: 400 });
  });
});
