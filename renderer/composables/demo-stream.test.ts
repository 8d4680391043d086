import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { played } from './demo-stream.ts';

const track = { stop: vi.fn() };
const picture = { close: vi.fn() } as unknown as ImageBitmap & { close: ReturnType<typeof vi.fn> };
const screen = { width: 4, height: 3, picturesPerSecond: 10 };
const film = (draw: (n: number) => Promise<void>) => played(screen, (_context, n) => draw(n), [picture]);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', { createElement: () => ({ getContext: () => ({}), captureStream: () => ({ getTracks: () => [track] }) }) });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

it('ends with its timer, its track and its pictures', async () => {
  const drawn: number[] = [];
  const { close } = await film((n) => Promise.resolve(void drawn.push(n)));
  await vi.advanceTimersByTimeAsync(300);
  close();
  await vi.advanceTimersByTimeAsync(300);
  expect([drawn, track.stop.mock.calls.length, picture.close.mock.calls.length, vi.getTimerCount()]).toEqual([[0, 1, 2, 3], 1, 1, 0]);
});

it('leaves nothing behind where its first picture cannot be drawn', async () => {
  await expect(film(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect([track.stop.mock.calls.length, picture.close.mock.calls.length, vi.getTimerCount()]).toEqual([1, 1, 0]);
});

it('goes on after a picture that could not be drawn', async () => {
  const drawn: number[] = [];
  const { close } = await film((n) => { drawn.push(n); return n === 1 ? Promise.reject(new Error('one')) : Promise.resolve(); });
  await vi.advanceTimersByTimeAsync(300);
  close();
  expect(drawn).toEqual([0, 1, 2, 3]);
});
