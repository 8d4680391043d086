/** Days as papers of a language and country write them. */
import type { Random } from '../random.ts';
import type { BillLanguage, Land } from './lands.ts';

const months: Readonly<Record<BillLanguage, readonly string[]>> = {
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
  fr: ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
  de: ['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni', 'Juli', 'August', 'September', 'Oktober', 'November', 'Dezember'],
  es: ['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre'],
  pt: ['janeiro', 'fevereiro', 'março', 'abril', 'maio', 'junho', 'julho', 'agosto', 'setembro', 'outubro', 'novembro', 'dezembro'],
  it: ['gennaio', 'febbraio', 'marzo', 'aprile', 'maggio', 'giugno', 'luglio', 'agosto', 'settembre', 'ottobre', 'novembre', 'dicembre'],
};

/** How one paper writes its days: the same way all over. */
export type DayWriter = (day: string) => string;

export function dayWriter(land: Land, random: Random): DayWriter {
  const named = random.next() < 0.45;
  const short = random.next() < 0.25;
  const gap = land.language === 'de' ? '.' : land.language === 'pt' && random.next() < 0.4 ? '-' : '/';
  return (iso) => {
    const [y, m, d] = iso.split('-') as [string, string, string];
    const day = String(Number(d));
    const name = months[land.language][Number(m) - 1]!;
    if (!named) return land.monthFirst ? `${m}/${d}/${short ? y.slice(2) : y}` : [d, m, short ? y.slice(2) : y].join(gap);
    const forms: Readonly<Record<BillLanguage, string>> = { en: land.monthFirst ? `${name} ${day}, ${y}` : `${day} ${short ? name.slice(0, 3) : name} ${y}`, fr: `${day === '1' ? '1er' : day} ${name} ${y}`, de: `${day}. ${name} ${y}`, es: `${day} de ${name} de ${y}`, pt: `${day} de ${name} de ${y}`, it: `${day} ${name} ${y}` };
    return forms[land.language];
  };
}

export const daysLater = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
