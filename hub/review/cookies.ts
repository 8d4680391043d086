/** @returns the value of one cookie of a header (RFC 6265, 4.2); null: it is not there. */
export function cookieOf(header: string, name: string): string | null {
  const found = header.split(';').map((one) => one.trim()).find((one) => one.startsWith(`${name}=`));
  return found === undefined ? null : found.slice(name.length + 1);
}

/** For this host, for no script. `secure` false on this same computer only. `lax` where it must come along with a way back from another site. */
export const cookie = (name: string, value: string, { secure, sameSite, path, seconds }: { secure: boolean; sameSite: 'Strict' | 'Lax'; path: string; seconds?: number }): string =>
  [`${name}=${value}`, `Path=${path}`, 'HttpOnly', `SameSite=${sameSite}`, ...(secure ? ['Secure'] : []), ...(seconds === undefined ? [] : [`Max-Age=${seconds}`])].join('; ');
