/**
 * The operating system's keystore through safeStorage. `basic_text` (a password known to everyone) and an absent keystore are refused:
 * then there is none, and the station asks a supervisor for a passphrase.
 */
import { safeStorage } from 'electron';

export type OsKeystore = {
  wrap(key: Uint8Array): Promise<Uint8Array>;
  /** @throws when it was wrapped by another user or machine. */
  unwrap(wrapped: Uint8Array): Promise<Uint8Array>;
};

/** After app ready only. @returns null when this computer has no keystore worth the name. */
export async function osKeystore(): Promise<OsKeystore | null> {
  if (process.platform === 'linux' && weakBackends.has(linuxBackend())) return null;
  const store = asyncStore() ?? syncStore();
  return store && (await store.available().catch(() => false)) ? store : null;
}

const weakBackends: ReadonlySet<string> = new Set(['basic_text', 'unknown']);

/** Electron 25 cannot say which one it uses; what cannot be told is not trusted. */
function linuxBackend(): string {
  return typeof safeStorage.getSelectedStorageBackend === 'function' ? safeStorage.getSelectedStorageBackend() : 'unknown';
}

type Store = OsKeystore & { available(): Promise<boolean> };

/** Electron 42 and newer; the synchronous one goes away in 46. */
function asyncStore(): Store | null {
  if (typeof safeStorage.isAsyncEncryptionAvailable !== 'function') return null;
  return {
    available: () => safeStorage.isAsyncEncryptionAvailable(),
    wrap: (key) => safeStorage.encryptStringAsync(Buffer.from(key).toString('base64')),
    unwrap: async (wrapped) => Buffer.from((await safeStorage.decryptStringAsync(Buffer.from(wrapped))).result, 'base64'),
  };
}

function syncStore(): Store | null {
  if (typeof safeStorage.isEncryptionAvailable !== 'function') return null;
  return {
    available: async () => safeStorage.isEncryptionAvailable(),
    wrap: async (key) => safeStorage.encryptString(Buffer.from(key).toString('base64')),
    unwrap: async (wrapped) => Buffer.from(safeStorage.decryptString(Buffer.from(wrapped)), 'base64'),
  };
}
