/** Least length the station takes; the station's own refusal counts (operator.weak-passphrase). NIST SP 800-63B asks for at least 8. */
export const leastLength = 8;

/** 0 too short .. 4 strong: by length first, then by how many different characters; a rough word for the eye, never a gate. */
export function strengthOf(passphrase: string): 0 | 1 | 2 | 3 | 4 {
  if (passphrase.length < leastLength) return 0;
  const different = new Set(passphrase.toLowerCase()).size;
  if (different < 5) return 1;
  if (passphrase.length >= 20 && different >= 9) return 4;
  return passphrase.length >= 14 && different >= 7 ? 3 : 2;
}
