/** What the case page shows of a record: cases that came twice, and everything the station had before it. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../core/sync/manifest.ts';
import { paths } from '../../core/sync/protocol.ts';
import type { RawStation } from '../../scripts/hub/raw-station.ts';
import { testDatabases } from '../fakes/databases.ts';
import { countOf, personOf, type Browser, type Page } from '../fakes/head-office.ts';
import { hubOn } from '../fakes/hub-kit.ts';
import { letIn, openCase, reasonOf, sent } from '../fakes/raw-cases.ts';

describe.each(testDatabases())('on $name', ({ open }) => {
  const running = hubOn(open);
  let harbour: RawStation;
  let hill: RawStation;
  let reviewer: Browser;
  let restricted: Browser;

  beforeAll(async () => {
    [harbour, hill] = [await letIn(running(), 'Harbour'), await letIn(running(), 'Hill & Dale')];
    [reviewer, restricted] = [await personOf(running(), 'Ruth Vane', 'reviewer'), await personOf(running(), 'Uri Hall', 'reviewer', ['Hill & Dale'])];
  });

  const glare = [reasonOf('doc.glare')];
  const real = (station: RawStation, number: string, documentNumber: string): Pick<Manifest, 'case' | 'evidence'> => {
    const { case: made, evidence } = station.manifest();
    return { case: { ...made, demo: false, number, documentNumber }, evidence: { ...evidence, setup: { country: 'UTO' } } };
  };
  const rowOf = (page: Page, number: string): string => page.text.split(`data-testid="queue-row"`).find((row) => row.includes(`>${number}<`)) ?? '';

  it('the same document in another branch stands in the queue and on the case page, with a way there, for whoever may see both', async () => {
    const here = await sent(harbour, 'refer', glare, real(harbour, 'H-1', 'AB 123-456'));
    const there = await sent(hill, 'refer', glare, real(hill, 'D-1', 'ab123456'));
    const other = await sent(hill, 'refer', glare, real(hill, 'D-2', 'AB123457'));
    const queue = await reviewer.get('/review');
    expect(['H-1', 'D-1', 'D-2'].map((number) => rowOf(queue, number).includes('Document in another branch too'))).toEqual([true, true, false]);
    const page = await openCase(reviewer, here);
    expect([countOf(page, 'twin'), page.text.includes(`case=${there.case.caseId}`), page.text.includes('Another branch')]).toEqual([1, true, true]);
    expect(countOf(await openCase(reviewer, other), 'twin')).toBe(0);
    // Whoever sees one of them only hears nothing of the other.
    const own = await restricted.get('/review');
    expect([rowOf(own, 'D-1').includes('Document in another branch too'), rowOf(own, 'D-1') === '']).toEqual([false, false]);
    const theirs = await openCase(restricted, there);
    expect([theirs.status, countOf(theirs, 'twin'), theirs.text.includes('H-1'), theirs.text.includes('Harbour')]).toEqual([200, 0, false, false]);
  });

  it('what the station found among its own cases is shown with the clerk\'s answer, and leads there once it has come', async () => {
    const [earlier, unsent] = [await sent(harbour, 'accept', [], real(harbour, 'H-7', 'ZZ 1')), randomUUID()];
    const now = real(harbour, 'H-8', 'ZZ 2');
    const found = { number: 'H-7', document: false, person: true, operatorName: 'Ines Falk', at: new Date().toISOString() };
    const manifest = await sent(harbour, 'refer', glare, { ...now, evidence: { ...now.evidence, duplicates: [{ ...found, earlierCaseId: earlier.case.caseId, answer: 'supervisor' }, { ...found, number: 'H-6', earlierCaseId: unsent, document: true, answer: null }] } });
    const page = await openCase(reviewer, manifest);
    expect([countOf(page, 'duplicate'), page.text.includes('Ines Falk said: Leave it to a supervisor'), page.text.includes('Same name and birth date'), page.text.includes('Same document'), page.text.includes(`case=${earlier.case.caseId}`), page.text.includes(`case=${unsent}`)]).toEqual([2, true, true, true, true, false]);
    expect(rowOf(await reviewer.get('/review'), 'H-8')).toContain('Possible duplicate');
    // Of a newer station that says them otherwise: the page stands.
    const odd = await sent(harbour, 'refer', glare, { evidence: { ...now.evidence, duplicates: 'many', address: 7, statement: { asked: null } } });
    expect([(await openCase(reviewer, odd)).status, (await reviewer.get('/review')).status]).toEqual([200, 200]);
  });

  it('what failed is open to view, with statement, address and what staff saw; earlier pictures stay to be seen', async () => {
    const pictures = [Uint8Array.from({ length: 600 }, (_, n) => n % 251), Uint8Array.from({ length: 700 }, (_, n) => n % 13)];
    const made = harbour.manifest({}, pictures);
    const [front, proof] = made.captures as [Manifest['captures'][number], Manifest['captures'][number]];
    const captures: Manifest['captures'] = [front, { ...proof, step: 'proof', mime: 'application/pdf' }];
    const caseOf = { ...made.case, number: 'H/9 "x"' };
    const results: Manifest['results'] = [{ ...made.results[0]!, id: 'poa.too-old', status: 'fail', reason: null, values: { days: 200 } }, { ...made.results[1]!, id: 'doc.glare', status: 'not-assessed', value: null, reason: 'too-dark-to-see' }, { ...made.results[2]!, id: 'doc.blur' }];
    const evidence = {
      ...made.evidence, visit: { place: 'Quay 7' }, staffComparison: { finding: 'unsure', note: 'Beard.', operatorName: 'Noa Brandt' },
      statement: { asked: { word: 'KINGFISHER', code: 'A1B2' }, reading: { people: 1, sheet: { lines: [{ text: 'KINGFISHEB' }] } }, staff: { date: 'right', word: 'wrong', operatorName: 'Noa Brandt' } },
      address: { form: { country: 'DEU', street: 'Lange Reihe', number: '9', unit: '', city: 'Hamburg', region: '', postalCode: '20099' }, proof: { source: 'pdf', pageCount: 2, lines: Array.from({ length: 15 }, (_, n) => ({ text: `Line ${n} of the bill` })) } },
    };
    const first = await sent(harbour, 'retry', glare, { case: caseOf, captures });
    const attestation = { facePresent: true, documentTouched: true, note: 'Spoke of a move.', at: new Date().toISOString(), observations: { 'hologram-moves': 'not-so', original: 'seen' } } as const;
    const manifest = await sent(harbour, 'refer', glare, { case: caseOf, packetId: randomUUID(), sequence: 2, captures: captures.slice(1), results, evidence, attestation });
    for (const [n, { captureId }] of captures.entries()) await harbour.ask({ method: 'PUT', path: paths.part(first.packetId, captureId, 0), body: harbour.sealPicture(captureId, pictures[n]!) });
    const page = await openCase(reviewer, manifest);
    const said = (words: string): boolean => page.text.includes(words);
    expect([said('KINGFISHER'), said('KINGFISHEB'), said('code A1B2'), said('Word: wrong'), said('Date: right')]).toEqual([true, true, true, true, true]);
    expect([said('Lange Reihe 9, 20099 Hamburg, DEU'), said('Line 14 of the bill'), said('The other 3 lines'), said('2 pages')]).toEqual([true, true, true, true]);
    expect([said('Hologram changes when tilted'), said('Not so'), said('Spoke of a move.'), said('I am not sure'), said('Quay 7')]).toEqual([true, true, true, true, true]);
    // What failed or was not assessed stands before the folded rest.
    const [shown = '', folded = ''] = page.text.slice(page.text.indexOf('<h2>Checks</h2>')).split('<details>');
    expect([shown.split('data-testid="result"').length - 1, shown.includes('The picture is too dark.'), folded.split('data-testid="result"').length - 1]).toEqual([2, true, 1]);
    expect([countOf(page, 'earlier-pictures'), said(`capture=${front.captureId}`), countOf(page, 'pdf')]).toEqual([1, true, 1]);
    const at = `/review/picture?branch=Harbour&case=${manifest.case.caseId}&capture=`;
    const [pdf, picture] = [await reviewer.get(at + proof.captureId), await reviewer.get(at + front.captureId)];
    expect([pdf.status, pdf.headers.get('content-type'), pdf.headers.get('content-disposition')]).toEqual([200, 'application/pdf', 'attachment; filename="H9x-proof.pdf"']);
    expect([picture.headers.get('content-disposition'), Buffer.from(picture.bytes).equals(Buffer.from(pictures[0]!))]).toEqual(['inline; filename="H9x-document-front.jpg"', true]);
  });
});
