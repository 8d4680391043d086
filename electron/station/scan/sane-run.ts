/** Runs of scanimage: in a configuration that keeps to the settings, and what it says on its way. */
import { CodedError } from '../../../core/errors.ts';
import { noScanSettings, type ScanSettings } from '../../../core/scanning.ts';
import { runProgram, type ProgramRun } from './run-program.ts';
import { isOnCable, saneConfig } from './sane-config.ts';
import { codeOfSaid, codeOfStatus, statusSaid } from './sane-status.ts';

export type SaneOptions = {
  /** As they stand when scanimage is run: whether it may use the network. */
  settings?: () => ScanSettings;
  program?: string;
  /** Environment of the program, for a SANE_CONFIG_DIR of its own. */
  env?: NodeJS.ProcessEnv;
  /** Further arguments of every scan, for devices that need them (and for the test device's made-up faults). */
  extra?: readonly string[];
  silentMs?: number;
};

/** Chosen: about forty times what `scanimage -A` prints for the test device. */
const listingCharacters = 200_000;

/** @param device that is opened; null: all are looked for. @throws CodedError scanner.* */
export async function runScanimage({ program = 'scanimage', env, settings = () => noScanSettings }: SaneOptions, device: string | null, run: Omit<ProgramRun, 'program' | 'env'>): Promise<number | null> {
  const { network } = settings();
  if (!network && device !== null && !isOnCable(device)) throw new CodedError('scanner.network-off');
  const config = saneConfig(network, env);
  try {
    return await runProgram({ ...run, program, env: config.env, args: device === null ? run.args : [`--device-name=${device}`, ...run.args] });
  } finally {
    config.remove();
  }
}

/** What scanimage prints. @throws CodedError scanner.* */
export async function askScanimage(options: SaneOptions, device: string | null, args: string[], silentMs: number, signal: AbortSignal): Promise<string> {
  let text = '';
  const ears = listener();
  const status = await runScanimage(options, device, {
    args, silentMs, signal, onSaid: ears.hear,
    onLine: (line) => { if (text.length < listingCharacters) text += `${line}\n`; },
  });
  if (status !== 0) throw new CodedError(ears.reason() ?? (status === 1 ? 'scanner.missing' : codeOfStatus(status)));
  return text;
}

/** Hears progress and the reason in what scanimage says on its error channel. */
export function listener(onProgress: (share: number) => void = () => {}) {
  let said = '';
  let reason: ReturnType<typeof statusSaid> = null;
  return {
    hear(text: string) {
      const share = /.*Progress: ([\d.]+)%/s.exec(text)?.[1];
      if (share !== undefined) onProgress(Math.min(1, Number(share) / 100));
      said = (said + text.replace(/Progress: [\d.]+%\r/g, '')).slice(-4_000);
      reason ??= statusSaid(said);
      return reason && codeOfSaid(reason);
    },
    reason: () => reason && codeOfSaid(reason),
    status: () => reason?.status ?? null,
  };
}
