import { expect, it } from 'vitest';
import { issueDateOf } from './issue-date.ts';
import { pageOf } from './page-text.fixture.ts';
import { papersOn } from './papers-on-page.ts';

const bill = (name: string, date: string, street = '14 Mill Lane'): string => `
Northwind Power


${name}                      Bill date: ${date}
${street}
Cambridge
CB2 1TN



Your electricity bill`;
const of = (text: string): number => papersOn(pageOf(text), issueDateOf(pageOf(text), { today: '2026-11-29', country: 'GBR' }), 'GBR');

it('one bill is one', () => expect(of(bill('Ms Mira Specimen', '3 November 2026'))).toBe(1));
it('two bills of one customer under each other are two', () => expect(of(`${bill('Ms Mira Specimen', '3 November 2026')}\n\n\n\n${bill('Ms Mira Specimen', '3 August 2026')}`)).toBe(2));
it('the address of the meter makes no second paper', () => expect(of(`${bill('Ms Mira Specimen', '3 November 2026')}\n\n\nSupply address\nMs Mira Specimen\n3 Harbour Street\nCambridge\nCB2 7AA`)).toBe(1));
it('two days beside one addressee are one paper that contradicts itself', () => expect(of(`${bill('Ms Mira Specimen', '3 November 2026')}\nStatement date: 9 November 2026`)).toBe(1));
it('two bills of one day for two customers are two', () => expect(of(`${bill('Ms Mira Specimen', '3 November 2026')}\n\n\n\n${bill('Mr Tomas Exemplar', '3 November 2026', '9 Harbour Street')}`)).toBe(2));
it('of one day for one customer, or one household, they say the same and count as one', () => {
  expect(of(`${bill('Ms Mira Specimen', '3 November 2026')}\n\n\n\n${bill('Mr Tomas Specimen', '3 November 2026', '9 Harbour Street')}`)).toBe(1);
  expect(of(`${bill('Ms Mira Specimen', '3 November 2026')}\n\n\n\n${bill('Mr Tomas Exemplar', '3 November 2026')}`)).toBe(1);
});
