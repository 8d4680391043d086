import { expect, it } from 'vitest';
import { ageOn } from './age.ts';

it.each([
  ['on the birthday', '2026-11-23', '2008-11-23', 18],
  ['the day before', '2026-11-22', '2008-11-23', 17],
  ['without a day: from the end of the month', '2026-11-29', '2008-11', 17],
  ['without a day, when the month is over', '2026-11-30', '2008-11', 18],
  ['without a month: from the end of the year', '2026-11-23', '2008', 17],
  ['born on 29 February, on 28 February', '2026-02-28', '2008-02-29', 17],
  ['born on 29 February, on 1 March', '2026-03-01', '2008-02-29', 18],
])('%s', (_, date, birth, age) => expect(ageOn(date, birth)).toBe(age));
