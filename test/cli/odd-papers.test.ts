/** Proofs of address as they come out of a hurried scanner: on their side, on their head, empty, two on one glass. Read from pixels by the engines of the command line. */
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { createEngines } from '../../cli/engines.ts';
import { decodePaper } from '../../cli/paper.ts';
import { proofFactsOf, type ProofFacts } from '../../core/document/proof-facts.ts';
import { readProof, studyPaper } from '../../core/proof.ts';
import { writePdf } from '../../scripts/specimens/pdf/write.ts';

const engines = createEngines();
afterAll(async () => (await engines.print()).close());

/** A4 at 120 dots an inch, a bill in its upper half; a second one below where `below` is given. */
function page(below: string | null = null): Promise<Buffer> {
  const bill = (top: number, date: string): string => [
    [90, 90, 'Northwind Power', 30], [90, 190, 'Ms Mira Specimen', 20], [90, 216, '14 Mill Lane', 20], [90, 242, 'Cambridge', 20], [90, 268, 'CB2 1TN', 20], [560, 190, `Bill date: ${date}`, 20], [560, 216, 'Account number 8841 2207', 20],
    [90, 350, 'Your electricity bill', 26], [90, 400, 'Electricity used 412 kWh', 20], [90, 430, 'Meter reading 40213', 20], [90, 460, 'Standing charge for ninety days', 20],
  ].map(([x, y, words, size]) => `<text x="${x}" y="${Number(y) + top}" font-size="${size}">${words}</text>`).join('');
  return sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="992" height="1403"><rect width="992" height="1403" fill="#fff"/><g font-family="Liberation Sans" fill="#111">${bill(0, '3 November 2026')}${below === null ? '' : bill(640, below)}</g></svg>`)).png().toBuffer();
}
async function factsOf(bytes: Uint8Array): Promise<ProofFacts> {
  const { paper, width, height } = await decodePaper(bytes);
  const reading = await readProof(studyPaper(engines, paper));
  return proofFactsOf(reading, { form: null, holder: [{ fullName: { value: 'Mira Specimen' } }], today: '2026-11-29', policy: { accepted: ['utility-bill'], months: 3, neededParts: ['street'] }, size: { width, height } });
}
const told = ({ kind, issue, name, papers }: ProofFacts): unknown[] => [kind.class, issue.kind === 'found' ? issue.value : issue.kind, name?.verdict, papers];

describe('a scan', () => {
  it.each([0, 90, 180, 270])('turned by %i degrees is read', async (angle) => expect(told(await factsOf(await sharp(await page()).rotate(angle).png().toBuffer()))).toEqual(['utility-bill', '2026-11-03', 'same', 1]), 90_000);
  it('of two bills on one page says so', async () => expect((await factsOf(await page('3 August 2026'))).papers).toBe(2), 90_000);
  it('of an empty page has no letter, as a picture and as a PDF', async () => {
    const white = await sharp({ create: { width: 992, height: 1403, channels: 3, background: '#fbfbf8' } }).jpeg().toBuffer();
    expect([(await factsOf(white)).letters, (await factsOf(writePdf({ pages: [{ marks: [] }] }))).letters]).toEqual([0, 0]);
  }, 60_000);
  it('as large as a PDF may hold is drawn within 1.5 GB', async () => {
    const [width, height] = [5600, 7100];
    const bytes = await sharp({ create: { width, height, channels: 3, background: '#222' } }).jpeg().toBuffer();
    const { paper } = await decodePaper(writePdf({ pages: [{ jpeg: { bytes, width, height }, marks: [{ kind: 'picture' }] }] }));
    const picture = paper.kind === 'pdf' ? paper.contents.pages[0]!.picture! : null;
    expect(picture!.data[4 * (picture!.width * 100 + 100)]).toBeLessThan(60);
    expect(process.resourceUsage().maxRSS / 1024).toBeLessThan(1500);
  }, 60_000);
});
