/** The operating system's own word for why a file could not be had, as ENOENT; null: it is another fault. */
export const fileFault = (thrown: unknown): string | null => (thrown instanceof Error && 'syscall' in thrown && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : null);
