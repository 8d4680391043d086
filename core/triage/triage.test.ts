import { describe, expect, it } from 'vitest';
import { advanced, bill, identity, passport, primary, refused, text, today } from './brought.fixture.ts';
import type { BroughtPaper } from './brought.ts';
import { triage, type Triage, type TriagePolicy } from './triage.ts';

const told = ({ verdict, papers, missing }: Triage): string => [
  verdict,
  ...papers.map((p) => `${p.id}: ${p.what?.class ?? 'unknown'} ${p.will}${p.reasons[0] ? ` (${p.reasons[0].code})` : ''}${p.until ? ` until ${p.until}` : ''}`),
  ...missing.map((m) => `${m.how} ${m.need}`),
].join(' | ');
const judged = async (papers: readonly BroughtPaper[], policy: TriagePolicy = advanced): Promise<string> => told(await triage(papers, policy, today));

describe('what a customer brought', () => {
  it.each<[string, BroughtPaper[], string]>([
    ['a passport and a bill', [passport(), bill()], 'go | passport: passport do until 2031-04-30 | bill: utility-bill do until 2027-02-03'],
    ['in the other order', [bill(), passport()], 'go | bill: utility-bill do until 2027-02-03 | passport: passport do until 2031-04-30'],
    ['no proof of address', [passport()], 'come-back | passport: passport do until 2031-04-30 | bring proof'],
    ['nothing', [], 'come-back | bring identity | bring proof'],
    ['an expired passport', [passport('old', { expiryDate: '2026-11-28' }), bill()], 'come-back | old: passport no (doc.expired) until 2026-11-28 | bill: utility-bill do until 2027-02-03 | bring identity'],
    ['an expired passport beside a valid licence', [passport('old', { expiryDate: '2020-01-01' }), identity('licence', 'driving-licence', { fullName: 'MIRA SPECIMEN', expiryDate: '2030-01-01', documentNumber: '9' }), bill()],
      'go | old: passport no (doc.expired) until 2020-01-01 | licence: driving-licence do until 2030-01-01 | bill: utility-bill do until 2027-02-03'],
    ['a residence permit', [identity('permit', 'residence-permit', { expiryDate: '2030-01-01' }), bill()], 'come-back | permit: residence-permit no (doc.unsupported) until 2030-01-01 | bill: utility-bill do until 2027-02-03 | bring identity'],
    ['a bank card', [passport(), identity('card', 'bank-card', {})], 'come-back | passport: passport do until 2031-04-30 | card: bank-card no (doc.unsupported) | bring proof'],
    ['a bill that is too old', [passport(), bill('old', { date: 'Bill date: 28 August 2026' })], 'come-back | passport: passport do until 2031-04-30 | old: utility-bill no (poa.too-old) | bring proof'],
    ['two bills, one too old', [passport(), bill('old', { date: 'Bill date: 28 August 2026' }), bill('new')], 'go | passport: passport do until 2031-04-30 | old: utility-bill no (poa.too-old) | new: utility-bill do until 2027-02-03'],
    ['a bill without a date', [passport(), bill('bare', { date: '' })], 'come-back | passport: passport do until 2031-04-30 | bare: utility-bill no (poa.no-date) | bring proof'],
    ['a bill in a language that is not read', [passport(), bill('fi', { date: '', title: 'Sähkölasku', body: 'Eräpäivä 3.12.2026' })], 'fix-here | passport: passport do until 2031-04-30 | fi: other staff (poa.unsupported) | staff proof'],
    ['a photographed bill whose date was not found', [passport(), bill('photo', { date: '', from: 'print' })], 'fix-here | passport: passport do until 2031-04-30 | photo: utility-bill staff (poa.no-date) | staff proof'],
    ["somebody else's bill", [passport(), bill('his', { name: 'Mr Tomas Exemplar' })], 'come-back | passport: passport do until 2031-04-30 | his: utility-bill no (name.mismatch) until 2027-02-03 | bring proof'],
    ['a bill with an initial', [passport(), bill('short', { name: 'Ms M Specimen' })], 'come-back | passport: passport do until 2031-04-30 | short: utility-bill no (name.partial) until 2027-02-03 | bring proof'],
    ['a bill without an address', [passport(), text('bare', 'Northwind Power\n\nYour electricity bill\n\nBill date: 3 November 2026\n\nElectricity used 412 kWh\n\nMeter reading 40213')], 'come-back | passport: passport do until 2031-04-30 | bare: utility-bill no (addr.document-incomplete) until 2027-02-03 | bring proof'],
    ['a screenshot of the bill', [passport(), bill('grab', { from: 'print', screenshot: true })], 'fix-here | passport: passport do until 2031-04-30 | grab: utility-bill mend (poa.screenshot) until 2027-02-03 | mend proof'],
    ['a receipt', [passport(), text('till', 'CORNER SHOP\n\nSALES RECEIPT\n\nBread 2.10\n\nSUBTOTAL 2.10\n\nCASH TENDERED 5.00\n\nCHANGE DUE 2.90\n\nTHANK YOU FOR SHOPPING')], 'come-back | passport: passport do until 2031-04-30 | till: receipt no (poa.unsupported) | bring proof'],
    ['a locked PDF', [passport(), refused('locked', 'pdf.encrypted')], 'fix-here | passport: passport do until 2031-04-30 | locked: unknown mend (pdf.encrypted) | mend proof'],
    ['an empty page', [passport(), text('blank', '', 'print')], 'fix-here | passport: passport do until 2031-04-30 | blank: unknown mend (poa.unreadable) | mend proof'],
    ['a page that says nothing of itself', [text('list', 'milk and bread for two people please', 'print'), passport()], 'fix-here | list: unknown mend (triage.not-recognised) | passport: passport do until 2031-04-30 | mend proof'],
    ['a page that cannot be read', [text('blur', 'Ml Oo aa tttt', 'print'), passport()], 'fix-here | blur: unknown mend (poa.unreadable) | passport: passport do until 2031-04-30 | mend proof'],
  ])('%s', async (_what, papers, wanted) => expect(await judged(papers)).toBe(wanted));

  it('the primary tier asks for no proof of address', async () => {
    expect(await judged([passport()], primary)).toBe('go | passport: passport do until 2031-04-30');
    expect(await judged([bill()], primary)).toBe('come-back | bill: utility-bill do until 2027-02-03 | bring identity');
  });

  it('a date that has not come is for staff, and a minor needs somebody', async () => {
    expect(await judged([passport(), bill('ahead', { date: 'Bill date: 3 December 2026' })])).toContain('ahead: utility-bill staff (poa.future-date) | staff proof');
    expect(await judged([passport('young', { birthDate: '2012-01-01' }), bill()])).toMatch(/^fix-here .*young: passport staff \(doc.under-age\).* staff identity$/);
  });
});

describe('two sides of one card', () => {
  const front = identity('front', 'id-card', { surname: 'SPECIMEN', givenNames: 'MIRA', birthDate: '1985-05-02' });
  const back = identity('back', 'id-card', { documentNumber: 'X1', birthDate: '1985-05-02', expiryDate: '2031-04-30' });
  it('are one document: what stands on the back counts for the front', async () => {
    const { papers, verdict } = await triage([front, back], primary, today);
    expect([verdict, ...papers.map((p) => `${p.id} ${p.document} ${p.will}`)]).toEqual(['go', 'front 1 do', 'back 1 do']);
  });
  it('a front alone without its date asks for the other side, here', async () => expect(await judged([front], primary)).toBe('fix-here | front: id-card mend (doc.expiry-unread) | mend identity'));
  it('cards of two people are two', async () => {
    const { papers } = await triage([front, identity('his', 'id-card', { birthDate: '1990-01-01', expiryDate: '2031-04-30' })], primary, today);
    expect(papers.map((p) => p.document)).toEqual([1, 2]);
    const named = await triage([front, identity('his', 'id-card', { surname: 'EXEMPLAR', givenNames: 'TOMAS', expiryDate: '2031-04-30' })], primary, today);
    expect(named.papers.map((p) => p.document)).toEqual([1, 2]);
  });
});

it('the last day of a proof is the last on which the check still takes it', async () => {
  const of = async (date: string): Promise<string> => (await triage([bill('bill', { date: 'Bill date: 28 February 2026' })], advanced, date)).papers.map((p) => `${p.will} ${p.until}`).join();
  expect([await of('2026-05-31'), await of('2026-06-01')]).toEqual(['do 2026-05-31', 'no null']);
});

it('signs of tampering are no matter of the triage', async () => {
  const edited = bill();
  if (edited.looked.kind === 'paper') edited.looked.results.push({ ...edited.looked.results[0]!, id: 'poa.edited', status: 'fail' });
  expect(await judged([passport(), edited])).toMatch(/^go /);
});

it('without a clock that is believed nothing is fresh', async () => await expect(triage([passport()], primary, '')).rejects.toMatchObject({ code: 'clock.set-back' }));
