import { expect, it } from 'vitest';
import { pageOf } from './page-text.fixture.ts';
import { tellingLines } from './telling-lines.ts';

it('tells a name that is a word of papers, and no sender', () => {
  const told = tellingLines(pageOf('\n\n\nAnna Page\n14 Mill Lane\nCambridge\nCB2 1TN\n\n\n\nNorthwind Power Ltd\n1 Power Way\nCambridge\nCB2 1AA'), '2026-11-29').map((l) => l.text);
  expect(told).toEqual(['Anna Page', '14 Mill Lane', 'Cambridge', 'CB2 1TN']);
});

it('tells every name and address that may be the customer\'s, not the first alone', () => {
  const page = pageOf(`
Northwind Power


Ms Mira Specimen                              Bill date: 3 November 2026
14 Mill Lane
Cambridge
CB2 1TN



Your electricity bill

Account holder: Mr Tomas Exemplar

Service address
9 Harbour Road
Norwich
NR1 3PX

Electricity used 412 kWh
`);
  const told = tellingLines(page, '2026-11-29').map((l) => l.text);
  expect(told).toEqual(expect.arrayContaining(['Bill date: 3 November 2026', 'Ms Mira Specimen', '14 Mill Lane', 'CB2 1TN', 'Account holder: Mr Tomas Exemplar', '9 Harbour Road', 'NR1 3PX']));
  expect(told).not.toContain('Electricity used 412 kWh');
});
