/** The fuses of a packaged station: what of Electron's own back doors is welded shut in the binary. */
import { flipFuses, FuseV1Options, FuseVersion, getCurrentFuseWire, type FuseConfig } from '@electron/fuses';
import { isDevelopmentRuntime } from '../../electron/runtime.ts';

export const fuses: FuseConfig = {
  version: FuseVersion.V1,
  // The program is no general Node, cannot be made one by the environment, and cannot be debugged from the command line.
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  // Only our own archive, and only unchanged (checked on macOS and Windows).
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  // Everything the window needs comes over app://.
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
};

/**
 * @param executable path of the packed program
 * @param electronVersion of that program. The end-of-life runtime of trials has fewer fuses than ours: those it lacks are left out. Any other
 * must have them all.
 * @throws Error when one is missing
 */
export async function weldFuses(executable: string, electronVersion: string): Promise<void> {
  const wanted = isDevelopmentRuntime(electronVersion) ? await thoseOf(executable) : fuses;
  await flipFuses(executable, { ...wanted, resetAdHocDarwinSignature: process.platform === 'darwin' });
}

async function thoseOf(executable: string): Promise<FuseConfig> {
  const wire = await getCurrentFuseWire(executable);
  const { version, ...options } = fuses;
  const there = Object.entries(options).filter(([option]) => (wire as Record<string, unknown>)[option] !== undefined);
  return { version, ...Object.fromEntries(there) } as FuseConfig;
}
