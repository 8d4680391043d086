import { describe, expect, it } from 'vitest';
import { logLine, placeOf, type LogFields } from './log.ts';

const at = new Date('2026-11-23T12:00:00Z');

describe('the log', () => {
  it('is one JSON object a line', () => {
    expect(logLine(at, 'call.failed', { call: 'case.submit', code: 'store.disk-full', driver: 'SQLITE_FULL', ms: 12 })).toBe(
      '{"at":"2026-11-23T12:00:00.000Z","event":"call.failed","call":"case.submit","code":"store.disk-full","driver":"SQLITE_FULL","ms":12}',
    );
  });

  it('cannot be made to say a name, a sentence, a path or a key that is not on its list', () => {
    const leaky = { name: 'Östergård', code: 'Mira Östergård', where: '/home/clerk/station.db', call: 'a'.repeat(81), ms: Number.NaN } as unknown as LogFields;
    expect(logLine(at, 'call.failed', leaky)).toBe('{"at":"2026-11-23T12:00:00.000Z","event":"call.failed"}');
  });

  it('tells where in the program, without the folder', () => {
    expect(placeOf(new Error('/secret/file.ts:1'))).toMatch(/^log\.test\.ts:\d+$/);
    expect(placeOf('thrown text')).toBeUndefined();
  });
});
