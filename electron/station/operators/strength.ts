import { CodedError } from '../../../core/errors.ts';

/** NIST SP 800-63B, 3.1.1.2: at least 8 characters; no rules about kinds of characters. */
export const shortestPassphrase = 8;

/** @throws CodedError operator.weak-passphrase */
export function needStrength(passphrase: string): void {
  if ([...passphrase.normalize('NFKC')].length < shortestPassphrase) throw new CodedError('operator.weak-passphrase', { length: shortestPassphrase });
}
