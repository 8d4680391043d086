import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterAll, expect, it } from 'vitest';
import { ask } from './exchange.ts';
import { createPace } from './pace.ts';

type Piece = { at: number; bytes: number };
const pieces: Piece[] = [];
const lengths: (string | undefined)[] = [];
const server = createServer((request, response) => {
  lengths.push(request.headers['content-length']);
  request.on('data', (piece: Buffer) => pieces.push({ at: performance.now(), bytes: piece.length }));
  request.on('end', () => response.end('{}'));
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
afterAll(() => server.close());

it('four bodies at once keep to the rate together, and each says its length', async () => {
  const pace = createPace();
  pace.kilobytesPerSecond = 100;
  const from = performance.now();
  const answers = await Promise.all([60_000, 60_000, 60_000, 20_000].map((bytes) => ask(url, fetch, { method: 'PUT', body: new Uint8Array(bytes), timeoutMs: 5_000, pace })));
  expect(answers.map(({ kind }) => kind)).toEqual(['answer', 'answer', 'answer', 'answer']);
  expect(lengths.sort()).toEqual(['20000', '60000', '60000', '60000']);
  expect(pieces.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(200_000);
  // What came within any second; the network may bring two slices together, so one more is allowed than went out.
  const most = Math.max(...pieces.map((first) => pieces.filter(({ at }) => at >= first.at && at < first.at + 1000).reduce((sum, { bytes }) => sum + bytes, 0)));
  expect(most).toBeLessThanOrEqual(100_000 + 25_000);
  expect(performance.now() - from).toBeGreaterThan(1_700);
});

it('without a bound a body goes as it is', async () => {
  const from = performance.now();
  expect(await ask(url, fetch, { method: 'PUT', body: new Uint8Array(1_000_000), timeoutMs: 5_000, pace: createPace() })).toMatchObject({ kind: 'answer', status: 200 });
  expect(performance.now() - from).toBeLessThan(1_500);
});
