/**
 * The calls about a printed sheet, which the main process answers itself: the window says whose sheet and where to, never what stands on it. Content and
 * permission come from the station. Pure: the press (sheet-press.ts) is what reaches printers.
 */
import { contract, hostCalls, type CallInput, type CallName, type CallOutput, type Envelope, type HostCall } from '../core/contract.ts';
import { CodedError, toCodedError } from '../core/errors.ts';
import { sheetSymbolText } from '../core/document/statement/sheet-code.ts';
import type { Forward } from './door.ts';
import { sheetHtml } from './sheet-page.ts';
import type { SymbolRows } from '../core/vision/engines/symbol-writer.ts';

export type SheetPress = {
  printers(): Promise<CallOutput<'sheet.printers'>>;
  symbol(text: string): Promise<SymbolRows>;
  /** @throws CodedError printer.failed */
  print(html: string, printer: string | null): Promise<void>;
  /** @throws CodedError sheet.not-saved @returns false where no place was chosen */
  save(html: string): Promise<boolean>;
};

/** @param station answers everything else. */
export function withSheetCalls(station: Forward, press: SheetPress): Forward {
  const answers: { [Name in HostCall]: (input: CallInput<Name>) => Promise<CallOutput<Name>> } = {
    'sheet.printers': async () => {
      // Somebody is logged in: else it is refused.
      valueOf(await station('session.touch', {}));
      return press.printers();
    },
    'sheet.print': async ({ caseId, language, printer }) => {
      const html = await sheetOf(caseId, language);
      const known = await press.printers();
      if (printer === null ? known.length === 0 : !known.some((p) => p.name === printer)) throw new CodedError('printer.none');
      await press.print(html, printer);
      return {};
    },
    'sheet.save': async ({ caseId, language }) => {
      // A dialog of the operating system shows the disk: not to a customer who is alone with it.
      const { mode } = contract['station.status'].output.parse(valueOf(await station('station.status', {})));
      if (mode === 'self-service') throw new CodedError('call.forbidden');
      return { saved: await press.save(await sheetOf(caseId, language)) };
    },
  };

  async function sheetOf(caseId: string, language: CallInput<'sheet.save'>['language']): Promise<string> {
    const content = contract['case.sheet'].output.parse(valueOf(await station('case.sheet', { caseId })));
    return sheetHtml(content, language, await press.symbol(sheetSymbolText(content)));
  }

  return async (name, input) => {
    if (!isHostCall(name)) return station(name, input);
    try {
      const parsed = contract[name].input.safeParse(input);
      if (!parsed.success) throw new CodedError('input.invalid');
      return { ok: true, value: await (answers[name] as (input: unknown) => Promise<unknown>)(parsed.data) };
    } catch (thrown) {
      const { code, values } = toCodedError(thrown);
      return { ok: false, error: { code, values } };
    }
  };
}

const isHostCall = (name: CallName): name is HostCall => (hostCalls as readonly string[]).includes(name);

function valueOf(answer: Envelope<unknown>): unknown {
  if (answer.ok) return answer.value;
  throw new CodedError(answer.error.code as CodedError['code'], answer.error.values);
}
