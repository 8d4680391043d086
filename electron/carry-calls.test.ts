import { expect, it, vi } from 'vitest';
import type { Envelope } from '../core/contract.ts';
import { CodedError } from '../core/errors.ts';
import { carryCalls, type SaveCopy } from './carry-calls.ts';

const carried = { file: 'carry-20261201101500000.vsc', folder: '/station/exports', packets: 3, pictures: 2, damaged: 0 };
const status = (mode: string): object => ({ state: 'ready', stationName: 'Counter 3', branch: 'Harbour', mode, serving: mode, called: null, operator: null, version: '0', date: '2026-12-01', warnings: [], devices: null });

function door({ mode = 'attended', locked = false, answer = { ok: true, value: carried } as Envelope<unknown> } = {}) {
  const asked: string[] = [];
  const station = (name: string): Promise<Envelope<unknown>> => {
    asked.push(name);
    return Promise.resolve(name === 'sync.carry' ? answer : { ok: true, value: status(mode) });
  };
  const save = vi.fn<SaveCopy>(() => Promise.resolve('/media/stick/queue.vsc'));
  return { asked, save, carry: () => carryCalls(station, save, locked)['carry.save']({}) };
}

it('what the station wrote is copied to where somebody chose; without a place it stays where it lies', async () => {
  const { save, carry } = door();
  expect(await carry()).toEqual({ ...carried, savedTo: '/media/stick/queue.vsc' });
  expect(save).toHaveBeenCalledWith('/station/exports/carry-20261201101500000.vsc', carried.file);
  save.mockResolvedValueOnce(null);
  expect(await carry()).toEqual({ ...carried, savedTo: null });
});

it('no dialog opens in a kiosk or where a customer is alone, and nothing is written there either', async () => {
  for (const where of [{ locked: true }, { mode: 'self-service' }]) {
    const { asked, save, carry } = door(where);
    await expect(carry()).rejects.toMatchObject({ code: 'call.forbidden' });
    expect([asked, save.mock.calls.length]).toEqual([['station.status'], 0]);
  }
});

it('does nothing that the station refuses, and says where the file lies when the copy failed', async () => {
  const { save, carry } = door({ answer: { ok: false, error: { code: 'session.needed', values: {} } } });
  await expect(carry()).rejects.toMatchObject({ code: 'session.needed' });
  expect(save).not.toHaveBeenCalled();
  const full = door();
  full.save.mockRejectedValueOnce(new CodedError('carry.not-saved', { folder: carried.folder }));
  await expect(full.carry()).rejects.toMatchObject({ code: 'carry.not-saved', values: { folder: carried.folder } });
});
