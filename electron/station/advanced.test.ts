/** The advanced tier at the station: what it makes of a proof of address, whatever the window says. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Evidence } from '../../core/case/case.ts';
import type { AddressForm } from '../../core/document/address/form.ts';
import { codeOf, must, newFolder, newResources, noon, prepareCase, removeFolders, setupInput } from '../../test/fakes/station-kit.ts';
import { createStation, type RunningStation } from './create.ts';

const resourcesDir = newResources();
let station: RunningStation;
beforeEach(async () => {
  station = await createStation({ dir: newFolder(), resourcesDir, clock: () => new Date(noon) });
  await must(station.call('setup.complete', setupInput));
});
afterEach(() => station.close());
afterAll(removeFolders);

describe('the advanced tier', () => {
  const form: AddressForm = { country: 'GBR', street: 'Mill Lane', number: '14', unit: '', city: 'Cambridge', region: '', postalCode: 'CB2 1TN' };
  const paper = (name: string, date = '3 November 2026') => ({
    source: 'pdf' as const, pageCount: 1, identity: null,
    lines: [name, '14 Mill Lane', 'Cambridge', 'CB2 1TN', '', `Bill date: ${date}`, '', 'Your electricity bill', 'Electricity used 412 kWh', 'Meter reading 40213']
      .flatMap((text, i) => (text ? [{ text, page: 0, box: { x: 0.1, y: 0.1 + 0.02 * i, width: 0.011 * text.length, height: 0.012 } }] : [])),
  });
  async function submitted(proof: ReturnType<typeof paper>, more: Partial<Evidence> = {}) {
    const { caseId, evidence } = await prepareCase(station);
    const captureId = randomUUID();
    const provenance = { lane: 'file' as const, device: 'file', demo: false, capturedAt: '2026-11-23T10:00:00.000Z' };
    await must(station.call('capture.put', { captureId, caseId, step: 'proof', mime: 'application/pdf', width: 1240, height: 1754, provenance, picture: Uint8Array.from(Buffer.from('%PDF-1.7 of a bill')) }));
    return station.call('case.submit', { ...evidence, setup: { ...evidence.setup, tier: 'advanced' }, captureIds: [...evidence.captureIds, captureId], address: { form, proof }, ...more });
  }
  const reasons = async (answer: ReturnType<typeof submitted>) => (await must(answer)).decision.reasons.filter((r) => /^(poa|name|addr)/.test(r.code)).map((r) => `${r.code} ${r.status}`);
  const fromPixels: Evidence['results'] = ['poa.screenshot', 'poa.edited'].map((id) => ({ id, status: 'pass', value: 0, threshold: 0, unit: '', regions: [], values: {}, reason: null, captureId: null }));

  it('judges name, date and address of the paper itself, whatever was sent', async () => {
    const claim = { id: 'name.mismatch', status: 'pass' as const, value: 0, threshold: 0, unit: 'words', regions: [], values: {}, reason: null, captureId: null };
    const { evidence } = await prepareCase(station);
    expect(await reasons(submitted(paper('Tomas Exemplar', '3 March 2026'), { results: [...evidence.results.map((r) => ({ ...r, captureId: null })), ...fromPixels, claim] }))).toEqual(['poa.too-old fail', 'name.mismatch fail']);
  });

  it('has nothing against a paper that fits; what nobody looked at on it refers', async () => {
    const { evidence } = await prepareCase(station);
    const results = evidence.results.map((r) => ({ ...r, captureId: null }));
    expect(await reasons(submitted(paper('Mira Lu Ostergard'), { results: [...results, ...fromPixels] }))).toEqual([]);
    expect(await reasons(submitted(paper('Mira Lu Ostergard'), { results }))).toEqual(['poa.screenshot not-assessed', 'poa.edited not-assessed']);
  });

  it('takes further pages of the paper as captures of their own, each with what was found on it', async () => {
    const { caseId, evidence } = await prepareCase(station);
    const pages = [randomUUID(), randomUUID()];
    for (const captureId of pages) await must(station.call('capture.put', { captureId, caseId, step: 'proof', mime: 'image/jpeg', width: 1240, height: 1754, provenance: { lane: 'scanner', device: 'x', demo: false, capturedAt: '2026-11-23T10:00:00.000Z' }, picture: Uint8Array.from([0xff, 0xd8, 0xff, 1]) }));
    const proof = { ...paper('Mira Lu Ostergard'), source: 'print' as const, pageCount: 2 };
    const results = [...evidence.results.map((r) => ({ ...r, captureId: null })), ...pages.flatMap((captureId, i) => fromPixels.map((r) => ({ ...r, captureId, value: r.id === 'poa.screenshot' ? i : 0 })))];
    const { decision } = await must(station.call('case.submit', { ...evidence, setup: { ...evidence.setup, tier: 'advanced' }, captureIds: [...evidence.captureIds, ...pages], address: { form, proof }, results }));
    expect(decision.reasons.filter((r) => r.code.startsWith('poa.')).map((r) => [r.code, r.captureId])).toEqual([['poa.screenshot', pages[1]]]);
    const record = await must(station.call('records.open', { caseId }));
    expect(record.captures.filter((c) => c.step === 'proof').map((c) => c.captureId)).toEqual(pages);
  });

  it('takes no advanced case without the paper, and no address in a primary one', async () => {
    const { evidence } = await prepareCase(station);
    expect(await codeOf(station.call('case.submit', { ...evidence, setup: { ...evidence.setup, tier: 'advanced' }, address: { form, proof: paper('Mira Lu Ostergard') } }))).toBe('case.incomplete');
    expect(await codeOf(station.call('case.submit', { ...evidence, setup: { ...evidence.setup, tier: 'advanced' } }))).toBe('input.invalid');
    expect(await codeOf(station.call('case.submit', { ...evidence, address: { form, proof: paper('Mira Lu Ostergard') } }))).toBe('input.invalid');
  });

  it('keeps no other file under the name of a PDF', async () => {
    const { caseId } = await prepareCase(station);
    const facts = { caseId, captureId: randomUUID(), step: 'proof' as const, mime: 'application/pdf' as const, width: 1240, height: 1754, provenance: { lane: 'file' as const, device: 'file', demo: false, capturedAt: '2026-11-23T10:00:00.000Z' } };
    expect(await codeOf(station.call('capture.put', { ...facts, picture: Uint8Array.from(Buffer.from('MZ not a PDF')) }))).toBe('file.not-a-picture');
  });
});
