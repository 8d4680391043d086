/** Which of 03/04/2026 is the month: what is known of a country or a language, and what other dates on the same paper say. */
import { foldDates, type DateOrder } from './dates-in-print.ts';

/** The United States, what uses their forms, and the Philippines (CLDR, short dates). */
const monthFirst: readonly string[] = ['USA', 'PRI', 'GUM', 'VIR', 'ASM', 'MNP', 'FSM', 'MHL', 'PLW', 'PHL'];

/** @param country ICAO code */
export const orderOfCountry = (country: string): DateOrder => (monthFirst.includes(country) ? 'month-first' : 'day-first');

/** By dates of the text that only one order allows; `either` where there is none or they contradict each other. */
export function orderSaidBy(text: string): DateOrder {
  const numeric = foldDates(text).matchAll(/(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d]|[./-]\d)/g);
  const saying = new Set([...numeric].flatMap(([, a, , b]) => (Number(b) > 12 ? (Number(a) > 12 ? [] : ['month-first' as const]) : Number(a) > 12 && Number(a) <= 31 ? ['day-first' as const] : [])));
  return saying.size === 1 ? [...saying][0]! : 'either';
}
