/**
 * scrypt is slow on purpose, and a pure function. Within one test file the same question (passphrase, salt, cost) gets the answer that was worked out before: a test
 * that sets a station up and logs in four times waits once. Nothing is made cheaper, and another salt is another question.
 */
import type * as crypto from 'node:crypto';
import { vi } from 'vitest';

vi.mock('node:crypto', async (original) => {
  const real = await original<typeof crypto>();
  const known = new Map<string, Buffer>();
  const scrypt = (password: string, salt: Uint8Array, length: number, options: object, done: (error: Error | null, key: Buffer) => void): void => {
    const question = JSON.stringify([password, Buffer.from(salt).toString('base64'), length, options]);
    const answer = known.get(question);
    if (answer) return void setImmediate(done, null, Buffer.from(answer));
    real.scrypt(password, salt, length, options, (error, key) => {
      if (error === null) known.set(question, Buffer.from(key));
      done(error, key);
    });
  };
  return { ...real, default: { ...real, scrypt }, scrypt };
});
