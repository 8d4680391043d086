/** What scrypt (RFC 7914) costs, and what a stored value may ask for. */
import { z } from 'zod';

/** OWASP Password Storage Cheat Sheet, second of its equivalent settings: 32 MB, three passes. */
export const scryptCost = { n: 2 ** 15, r: 8, p: 3 } as const;

const isPowerOfTwo = (n: number): boolean => Number.isInteger(Math.log2(n));

/** RFC 7914, 6: N is a power of two. Upper bounds so that a changed file cannot stall the station, the lower one so that it cannot make guessing cheap. Chosen. */
export const scryptCostShape = {
  n: z.number().int().min(scryptCost.n).max(2 ** 18).refine(isPowerOfTwo), r: z.number().int().min(1).max(16), p: z.number().int().min(1).max(8),
};
