import { expect, it } from 'vitest';
import { lineLog, type LogFields } from './log.ts';

it('a line of the log holds the keys of its list and plain values, whatever is handed to it', () => {
  const lines: string[] = [];
  const log = lineLog((line) => lines.push(line), () => new Date('2026-11-23T12:00:00.000Z'));
  log('request', { route: '/v1/packets/:packetId', method: 'PUT', status: 201, ms: 12, name: 'Mira', caseId: 'x', __proto__: { body: 'y' } } as LogFields);
  log('failed', { code: 'Mira Lu Östergård\n{"event":"approved"}', count: 3 });
  log('started');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { at: '2026-11-23T12:00:00.000Z', event: 'request', route: '/v1/packets/:packetId', method: 'PUT', status: 201, ms: 12 },
    { at: '2026-11-23T12:00:00.000Z', event: 'failed', count: 3 }, { at: '2026-11-23T12:00:00.000Z', event: 'started' },
  ]);
  expect(lines.every((line) => line.endsWith('}\n') && line.indexOf('\n') === line.length - 1)).toBe(true);
});
