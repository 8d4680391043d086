import { expect, it } from 'vitest';
import { unbounded, type SendingRules } from '../../core/sync/hours.ts';
import { i18n } from '../i18n/index.ts';
import { rulesText } from './sending-words.ts';

const { t } = i18n.global;
const said = (rules: Partial<SendingRules>): string => t(...rulesText({ ...unbounded, ...rules }));
const night = { from: '20:00', to: '06:00' };

it('hours and rate of sending are said as the policy has them', () => {
  expect(said({ pictureHours: night, kilobytesPerSecond: 200 })).toBe('Pictures are sent between 20:00 and 06:00, decisions at any hour; at most 200 kB/s.');
  expect(said({ pictureHours: night })).toBe('Pictures are sent between 20:00 and 06:00, decisions at any hour.');
  expect(said({ kilobytesPerSecond: 12.5 })).toBe('Decisions and pictures are sent at any hour, at most 12.5 kB/s.');
  expect(said({})).toBe('Decisions and pictures are sent at any hour, as fast as the line goes.');
  // From and to the same is all day (core/sync/hours.ts).
  expect(said({ pictureHours: { from: '08:00', to: '08:00' } })).toBe(said({}));
});
