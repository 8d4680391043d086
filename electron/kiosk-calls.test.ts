import { expect, it, vi } from 'vitest';
import type { Envelope } from '../core/contract.ts';
import { kioskCalls } from './kiosk-calls.ts';

const status = { state: 'ready', stationName: 'Counter 3', branch: 'Harbour', mode: 'attended', serving: 'attended', called: null, operator: null, version: '0', date: '2026-11-29', warnings: [], devices: null };
function kioskWith(permit: Envelope<unknown>, state = 'ready') {
  const leave = vi.fn();
  const asked: unknown[] = [];
  const calls = kioskCalls((name, input) => {
    asked.push([name, input]);
    return Promise.resolve(name === 'station.status' ? { ok: true, value: { ...status, state } } : permit);
  }, { asked: true, leave });
  return { calls, leave, asked };
}
const claim = { name: 'Ines Falk', passphrase: 'correct horse battery' };

it('ends only after the station said yes to this very passphrase', async () => {
  const { calls, leave, asked } = kioskWith({ ok: true, value: {} });
  expect(await calls['kiosk.leave']({ claim })).toEqual({});
  expect(asked).toContainEqual(['kiosk.permit', claim]);
  expect(leave).toHaveBeenCalledOnce();
});

it.each(['operator.unknown', 'operator.not-allowed', 'operator.wait', 'station.locked'] as const)('stays where the station answers %s', async (code) => {
  const { calls, leave } = kioskWith({ ok: false, error: { code, values: {} } });
  await expect(calls['kiosk.leave']({ claim })).rejects.toMatchObject({ code });
  expect(leave).not.toHaveBeenCalled();
});

it('can be left where the records cannot be used, by whom the station still knows', async () => {
  const leave = vi.fn();
  const broken = (permit: Envelope<unknown>) => kioskCalls((name) => Promise.resolve(name === 'station.status' ? { ok: false, error: { code: 'store.corrupt', values: {} } } : permit), { asked: true, leave });
  await expect(broken({ ok: false, error: { code: 'operator.unknown', values: {} } })['kiosk.leave']({ claim })).rejects.toMatchObject({ code: 'operator.unknown' });
  expect(leave).not.toHaveBeenCalled();
  expect(await broken({ ok: true, value: {} })['kiosk.leave']({ claim })).toEqual({});
  expect(leave).toHaveBeenCalledOnce();
});

it('can be left before it was set up, when nobody could be asked', async () => {
  const { calls, leave, asked } = kioskWith({ ok: false, error: { code: 'operator.unknown', values: {} } }, 'setup');
  await calls['kiosk.leave']({ claim: null });
  expect([leave.mock.calls.length, asked.length]).toEqual([1, 1]);
});
