/** SQLite's and the file system's own errors, mapped once to ours. Their text is never kept: it may hold paths and values. */
import { CodedError, type ErrorCode } from '../../../core/errors.ts';

/** Result codes of sqlite.org/rescode.html, longest match first; ENOSPC and EDQUOT come from our own file writes. */
const table: readonly (readonly [prefix: string, code: ErrorCode])[] = [
  ['SQLITE_FULL', 'store.disk-full'],
  // Growing the WAL index is the one write that reports a full disk as an I/O error.
  ['SQLITE_IOERR_SHMSIZE', 'store.disk-full'],
  ['ENOSPC', 'store.disk-full'],
  ['EDQUOT', 'store.disk-full'],
  ['SQLITE_NOTADB', 'store.corrupt'],
  ['SQLITE_CORRUPT', 'store.corrupt'],
  ['SQLITE_', 'store.failed'],
  ['EIO', 'store.failed'],
  ['EROFS', 'store.failed'],
  ['EACCES', 'store.failed'],
];

/** The driver's own code (`SQLITE_FULL`, `ENOSPC`) of a thrown thing; null where it has none. Safe to log. */
export function driverCode(thrown: unknown): string | null {
  const from = thrown instanceof CodedError ? thrown.cause : thrown;
  if (!(from instanceof Error) || !('code' in from) || typeof from.code !== 'string') return null;
  return /^[A-Z_]{2,60}$/.test(from.code) ? from.code : null;
}

/** Any thrown thing as a coded error; what neither SQLite nor the file system threw is `internal`. */
export function mapStoreError(thrown: unknown): CodedError {
  if (thrown instanceof CodedError) return thrown;
  const own = driverCode(thrown);
  const row = own === null ? undefined : table.find(([prefix]) => own.startsWith(prefix));
  return new CodedError(row?.[1] ?? 'internal', {}, { cause: thrown });
}
