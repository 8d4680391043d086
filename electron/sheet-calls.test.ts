import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import type { PaperLanguage } from '../core/case/paper-languages.ts';
import { hostCalls, type Envelope } from '../core/contract.ts';
import { CodedError } from '../core/errors.ts';
import { parseSlipTexts } from '../core/triage/slip-texts.ts';
import { cameraCalls } from './camera-calls.ts';
import { carryCalls } from './carry-calls.ts';
import { withHostCalls } from './host-calls.ts';
import { kioskCalls } from './kiosk-calls.ts';
import { sheetCalls, type SheetPress } from './sheet-calls.ts';

const caseId = '6f1f3c7e-9d2a-4d0e-8a53-0d9ad2f3c111';
const content = { word: 'CoinEx', date: '2026-11-29', code: 'ACDEFGHJ' };
const status = { state: 'ready', stationName: 'Counter 3', branch: 'Harbour', mode: 'attended', serving: 'attended', called: null, operator: null, version: '0', date: '2026-11-29', warnings: [], devices: null };

const textsOf = (code: PaperLanguage) => parseSlipTexts(JSON.parse(readFileSync(new URL(`../resources/locales/slip/${code}.json`, import.meta.url), 'utf8')));

const office = { name: 'office', label: 'Office', about: ['Brother HL-L2350DW', 'usb://Brother/HL-L2350DW'] };
function door(over: Record<string, Envelope<unknown>> = {}, printers = [office], locked = false) {
  const station = vi.fn((name: string): Promise<Envelope<unknown>> => Promise.resolve(over[name] ?? { ok: true, value: { 'case.sheet': content, 'station.status': status }[name] ?? {} }));
  const press = { printers: () => Promise.resolve(printers), symbol: vi.fn(() => Promise.resolve([[true]])), texts: vi.fn((code: PaperLanguage) => Promise.resolve(textsOf(code))), print: vi.fn<SheetPress['print']>(() => Promise.resolve()), save: vi.fn<SheetPress['save']>(() => Promise.resolve(true)) };
  return { station, press, call: withHostCalls(station, { ...sheetCalls(station, press, locked), ...carryCalls(station, () => Promise.resolve(null), locked), ...kioskCalls(station, { asked: locked, leave: () => {} }), ...cameraCalls('linux', () => 'unknown'), 'page.renew': () => Promise.resolve({}) }) };
}
const print = { caseId, language: 'en', printer: null };
const slip = { language: 'fr', lines: [{ kind: 'title', text: 'À apporter' }, { kind: 'bring', text: 'Un <b>justificatif</b>' }], printer: null };

it('prints a slip as the text it is, upright, in its language, with its own words in the symbol; to whoever is logged in', async () => {
  const { station, press, call } = door();
  expect(await call('slip.print', slip)).toEqual({ ok: true, value: {} });
  expect(station).toHaveBeenCalledWith('session.touch', {});
  expect(press.symbol).toHaveBeenCalledWith('À apporter\n* Un <b>justificatif</b>', 'L');
  const [page] = press.print.mock.calls[0]!;
  expect(page).toMatchObject({ lying: false, name: 'slip' });
  expect(page.html).toMatch(/lang="fr"[\s\S]*<p class="bring">Un &lt;b&gt;justificatif&lt;\/b&gt;<\/p>/);
  expect(page.html).toContain(`default-src 'none'`);
  for (const spoilt of [{ lines: [] }, { lines: [{ kind: 'script', text: 'x' }] }, { html: '<p>' }]) expect(await call('slip.print', { ...slip, ...spoilt })).toMatchObject({ error: { code: 'input.invalid' } });
  expect(await call('slip.save', { language: 'fr', lines: slip.lines })).toEqual({ ok: true, value: { saved: true } });
});

const clerk = { ...status, operator: { operatorId: caseId, name: 'Ann', role: 'clerk' } };

it('prints the golden card in true size and colour, each with a serial of its own; the A4 card asks for its paper', async () => {
  const { press, call } = door({ 'station.status': { ok: true, value: clerk } });
  for (const size of ['id-1', 'id-1', 'id-3', 'a4']) expect(await call('golden.print', { size, printer: 'office' })).toEqual({ ok: true, value: {} });
  const pages = press.print.mock.calls.map(([page]) => page);
  expect(pages.map(({ exact, lying, name }) => ({ exact, lying, name }))).toEqual([null, null, null, 'A4'].map((paper) => ({ exact: { paper }, lying: false, name: 'golden-card' })));
  const serials = pages.map(({ html }) => /Vestibule golden card (ID-1|ID-3|A4) ([0-9A-F]{6})</.exec(html)?.slice(1));
  expect(serials.map((found) => found?.[0])).toEqual(['ID-1', 'ID-1', 'ID-3', 'A4']);
  expect(new Set(serials.map((found) => found?.[1])).size).toBe(4);
  for (const { html } of pages) expect(html).toMatch(/@page \{ (size: A4; )?margin: 0; \}/);
  expect(await call('golden.save', { size: 'id-3' })).toEqual({ ok: true, value: { saved: true } });
  for (const spoilt of [{ size: 'letter', printer: null }, { size: 'id-1', printer: null, serial: 1 }]) expect(await call('golden.print', spoilt)).toMatchObject({ error: { code: 'input.invalid' } });
});

it('gives the golden card to staff alone, and opens no dialog of the disk for it in a kiosk', async () => {
  for (const operator of [null, { ...clerk.operator, role: 'customer' }, { ...clerk.operator, role: 'auditor' }]) {
    const { press, call } = door({ 'station.status': { ok: true, value: { ...status, operator } } });
    for (const [name, input] of [['golden.print', { size: 'id-1', printer: null }], ['golden.save', { size: 'id-1' }]] as const) expect(await call(name, input)).toMatchObject({ error: { code: 'operator.not-allowed' } });
    expect([press.print.mock.calls, press.save.mock.calls]).toEqual([[], []]);
  }
  const { press, call } = door({ 'station.status': { ok: true, value: clerk } }, [office], true);
  expect(await call('golden.save', { size: 'id-1' })).toMatchObject({ error: { code: 'call.forbidden' } });
  expect(press.save).not.toHaveBeenCalled();
});

it('prints what the station says of this case, and nothing the window says', async () => {
  const { station, press, call } = door();
  expect(await call('sheet.print', print)).toEqual({ ok: true, value: {} });
  expect(station).toHaveBeenCalledWith('case.sheet', { caseId });
  expect(press.symbol).toHaveBeenCalledWith('STATEMENT1 2026-11-29 ACDEFGHJ', 'Q');
  expect(press.print.mock.calls[0]![0]).toMatchObject({ html: expect.stringContaining('2026/11/29') as string, lying: true });
  expect(await call('sheet.print', { ...print, html: '<p>mine</p>' })).toMatchObject({ ok: false, error: { code: 'input.invalid' } });
  expect(await call('sheet.print', { ...print, language: 'xx' })).toMatchObject({ ok: false, error: { code: 'input.invalid' } });
  expect(press.print).toHaveBeenCalledTimes(1);
});

it('does nothing that the station refuses', async () => {
  const refused: Envelope<unknown> = { ok: false, error: { code: 'session.needed', values: {} } };
  const { press, call } = door({ 'case.sheet': refused, 'session.touch': refused });
  for (const [name, input] of [['sheet.print', print], ['sheet.save', { caseId, language: 'en' }], ['sheet.printers', {}], ['slip.print', slip], ['slip.save', { language: 'fr', lines: slip.lines }], ['golden.print', { size: 'a4', printer: null }], ['golden.save', { size: 'a4' }]] as const) expect(await call(name, input)).toEqual(refused);
  expect(press.print).not.toHaveBeenCalled();
  expect(press.save).not.toHaveBeenCalled();
});

it('refuses nothing, a text, a list and a number for each of its calls', async () => {
  const { station, call } = door();
  for (const name of hostCalls) for (const input of [null, undefined, 'text', [], 7]) expect(await call(name, input)).toEqual({ ok: false, error: { code: 'input.invalid', values: {} } });
  expect(station).not.toHaveBeenCalled();
});

it('says that there is no printer, or not the wanted one', async () => {
  expect(await door({}, []).call('sheet.print', print)).toMatchObject({ error: { code: 'printer.none' } });
  expect(await door().call('sheet.print', { ...print, printer: 'elsewhere' })).toMatchObject({ error: { code: 'printer.none' } });
});

it('tells what the printer said as one of our codes', async () => {
  const { press, call } = door();
  press.print.mockRejectedValueOnce(new CodedError('printer.failed')).mockRejectedValueOnce(new Error('ipp://secret'));
  expect(await call('sheet.print', print)).toEqual({ ok: false, error: { code: 'printer.failed', values: {} } });
  expect(await call('sheet.print', print)).toEqual({ ok: false, error: { code: 'internal', values: {} } });
});

it('opens no dialog of the disk where the customer is alone', async () => {
  const { press, call } = door({ 'station.status': { ok: true, value: { ...status, mode: 'self-service' } } });
  for (const [name, input] of [['sheet.save', { caseId, language: 'en' }], ['slip.save', { language: 'fr', lines: slip.lines }]] as const) expect(await call(name, input)).toMatchObject({ error: { code: 'call.forbidden' } });
  expect(press.save).not.toHaveBeenCalled();
});

const virtual = [
  { name: 'Microsoft Print to PDF', label: 'Microsoft Print to PDF', about: [] },
  { name: 'OneNote (Desktop)', label: 'Send to notes', about: [] },
  { name: 'Fax', label: 'Fax', about: [] },
  { name: 'shared', label: 'Counter', about: ['Microsoft XPS Document Writer v4;10.0'] },
  { name: 'queue', label: 'Queue', about: ['Generic', 'cups-pdf:/'] },
  { name: 'text', label: 'Text only', about: ['Generic / Text Only', 'FILE:'] },
];

it('in a kiosk there is no printer that writes a file, and what goes to no named printer goes to a real one', async () => {
  const { press, call } = door({}, [...virtual, office], true);
  expect(await call('sheet.printers', {})).toEqual({ ok: true, value: [{ name: 'office', label: 'Office' }] });
  for (const { name } of virtual) expect(await call('sheet.print', { ...print, printer: name }), name).toMatchObject({ error: { code: 'printer.none' } });
  expect(press.print).not.toHaveBeenCalled();
  // The default of the operating system may be one of those.
  expect(await call('slip.print', slip)).toEqual({ ok: true, value: {} });
  expect(press.print).toHaveBeenCalledExactlyOnceWith(expect.anything(), 'office');
  expect(await door({}, virtual, true).call('sheet.print', print)).toMatchObject({ error: { code: 'printer.none' } });
});

it('elsewhere every printer is offered, and the default is the default', async () => {
  const { press, call } = door({}, [...virtual, office]);
  expect(await call('sheet.printers', {})).toMatchObject({ value: { length: 7 } });
  await call('sheet.print', print);
  expect(press.print).toHaveBeenCalledExactlyOnceWith(expect.anything(), null);
});

it('hands everything else to the station as it came', async () => {
  const { station, call } = door();
  await call('case.asked', { caseId, more: 1 });
  expect(station).toHaveBeenCalledWith('case.asked', { caseId, more: 1 });
});
