/**
 * The calls about what is printed, which the main process answers itself. Of a statement sheet the window says whose and where to, never what stands on it:
 * content and permission come from the station. A slip is text of the window's; a golden card is drawn here. Pure: the press (sheet-press.ts) is what reaches printers.
 */
import { randomInt } from 'node:crypto';
import { contract, type StationStatus } from '../core/contract.ts';
import { CodedError } from '../core/errors.ts';
import { sheetSymbolText } from '../core/document/statement/sheet-code.ts';
import { drawingOf } from '../core/golden-card/drawing.ts';
import type { CardSize } from '../core/golden-card/layout.ts';
import { serialLimit } from '../core/golden-card/serial.ts';
import { cardHtml } from './card-page.ts';
import type { Forward } from './door.ts';
import type { PaperLanguage } from '../core/case/paper-languages.ts';
import { slipText, type SlipLine } from '../core/triage/slip.ts';
import type { SlipTexts } from '../core/triage/slip-texts.ts';
import { needDialogs, valueOf, type HostAnswers } from './host-calls.ts';
import { sheetHtml } from './sheet-page.ts';
import { slipHtml } from './slip-page.ts';
import type { SymbolRows } from '../core/vision/engines/symbol-writer.ts';

export type SheetPress = {
  printers(): Promise<Printer[]>;
  /** @param level of error correction (ISO/IEC 18004) */
  symbol(text: string, level: 'L' | 'Q'): Promise<SymbolRows>;
  texts(language: PaperLanguage): Promise<SlipTexts>;
  /** @throws CodedError printer.failed */
  print(page: Page, printer: string | null): Promise<void>;
  /** @throws CodedError sheet.not-saved @returns false where no place was chosen */
  save(page: Page): Promise<boolean>;
};
/** `about`: what the operating system says of its driver and where it is connected. */
export type Printer = { name: string; label: string; about: string[] };
/** `name`: of its file, where it is saved. `exact`: in true size and colour, without margins of the printer's, and on which paper; null: whatever lies in the printer. */
export type Page = { html: string; lying: boolean; name: 'statement' | 'slip' | 'golden-card'; exact?: { paper: 'A4' | null } };

type Names = 'sheet.printers' | 'sheet.print' | 'sheet.save' | 'slip.print' | 'slip.save' | 'golden.print' | 'golden.save';

/** Printers that are none: they ask where to save, which is a dialog of the disk, or send it elsewhere. By what they call themselves, so one renamed in every place is not known: docs/kiosk.md. */
const writesFiles = ({ name, label, about }: Printer): boolean => [name, label, ...about].some((word) => /pdf|xps|onenote|fax|portprompt|^file:/i.test(word));

/** @param locked a kiosk: no dialog of the operating system opens */
export function sheetCalls(station: Forward, press: SheetPress, locked = false): HostAnswers<Names> {
  return {
    'sheet.printers': async () => {
      await needOperator();
      return (await printers()).map(({ name, label }) => ({ name, label }));
    },
    'sheet.print': async ({ caseId, language, printer }) => printed(await sheetOf(caseId, language), printer),
    'sheet.save': async ({ caseId, language }) => saved(() => sheetOf(caseId, language)),
    'slip.print': async ({ language, lines, printer }) => {
      await needOperator();
      return printed(await slipPage(lines, language), printer);
    },
    'slip.save': async ({ language, lines }) => {
      await needOperator();
      return saved(() => slipPage(lines, language));
    },
    'golden.print': async ({ size, printer }) => {
      await needStaff();
      return printed(cardOf(size), printer);
    },
    'golden.save': async ({ size }) => {
      await needStaff();
      return saved(() => Promise.resolve(cardOf(size)));
    },
  };

  /** Somebody is logged in: else it is refused. */
  async function needOperator(): Promise<void> {
    valueOf(await station('session.touch', {}));
  }

  /** It is the desk's own: a customer alone with the station prints none. */
  async function needStaff(): Promise<void> {
    await needOperator();
    const { operator } = await status();
    if (operator?.role !== 'clerk' && operator?.role !== 'supervisor') throw new CodedError('operator.not-allowed');
  }

  async function status(): Promise<StationStatus> {
    return contract['station.status'].output.parse(valueOf(await station('station.status', {})));
  }

  async function printers(): Promise<Printer[]> {
    const all = await press.printers();
    return locked ? all.filter((one) => !writesFiles(one)) : all;
  }

  async function printed(page: Page, wanted: string | null): Promise<Record<string, never>> {
    const known = await printers();
    // The default of the operating system may be one that a kiosk has not got.
    const printer = locked ? (wanted ?? known[0]?.name ?? null) : wanted;
    if (printer === null ? known.length === 0 : !known.some((p) => p.name === printer)) throw new CodedError('printer.none');
    await press.print(page, printer);
    return {};
  }

  async function saved(make: () => Promise<Page>): Promise<{ saved: boolean }> {
    await needDialogs(station, locked);
    return { saved: await press.save(await make()) };
  }

  async function sheetOf(caseId: string, language: PaperLanguage): Promise<Page> {
    const content = contract['case.sheet'].output.parse(valueOf(await station('case.sheet', { caseId })));
    // A thumb on a corner or a crease may take a quarter of its symbol.
    return { html: sheetHtml(content, await press.texts(language), await press.symbol(sheetSymbolText(content), 'Q')), lying: true, name: 'statement' };
  }

  async function slipPage(lines: readonly SlipLine[], language: PaperLanguage): Promise<Page> {
    return { html: slipHtml(lines, language, await press.symbol(slipText(lines), 'L')), lying: false, name: 'slip' };
  }
}

/** Each print is a card of its own: another print shows other blacks and greys, and is known by its serial. */
function cardOf(size: CardSize): Page {
  const isWhole = size === 'a4';
  return { html: cardHtml(drawingOf({ size, serial: randomInt(serialLimit) }), isWhole), lying: false, name: 'golden-card', exact: { paper: isWhole ? 'A4' : null } };
}
