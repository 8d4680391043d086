import { expect, it, vi } from 'vitest';
import { CodedError } from '../../core/errors.ts';
import { usePrinter } from './usePrinter.ts';

const station = vi.hoisted(() => ({ printers: (): Promise<{ name: string; label: string }[]> => Promise.resolve([]) }));
vi.mock('./useStation.ts', () => ({ call: () => station.printers() }));

it('a fault of the look is told and is not "none"; asked again it finds the printer', async () => {
  const { state, error, look } = usePrinter();
  station.printers = () => Promise.reject(new CodedError('station.unavailable'));
  expect(await look()).toBe(false);
  expect([state.value, error.value?.code]).toEqual(['unknown', 'station.unavailable']);
  station.printers = () => Promise.resolve([{ name: 'office', label: 'Office' }]);
  await look();
  expect([state.value, error.value]).toEqual(['ready', null]);
});

it('where none is connected, there is none', async () => {
  const { state, error, look } = usePrinter();
  station.printers = () => Promise.resolve([]);
  await look();
  expect([state.value, error.value]).toEqual(['none', null]);
});

it('a page that was not taken is offered again', async () => {
  const { state, error, look, print } = usePrinter();
  station.printers = () => Promise.resolve([{ name: 'office', label: 'Office' }]);
  await look();
  expect(await print(() => Promise.reject(new CodedError('printer.failed')))).toBe(false);
  expect([state.value, error.value?.code]).toEqual(['ready', 'printer.failed']);
  expect(await print(() => Promise.resolve())).toBe(true);
  expect(state.value).toBe('made');
});
