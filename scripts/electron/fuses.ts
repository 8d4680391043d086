/** The fuses of a packaged station: what of Electron's own back doors is welded shut in the binary. */
import { flipFuses, FuseV1Options, FuseVersion, type FuseConfig } from '@electron/fuses';

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

/** @param executable path of the packed program. */
export async function weldFuses(executable: string): Promise<void> {
  await flipFuses(executable, { ...fuses, resetAdHocDarwinSignature: process.platform === 'darwin' });
}
