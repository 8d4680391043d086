/** The document of a case against head office's list. The list holds slow hashes, so that whoever finds it cannot read the numbers out of it. */
import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { BlockedWord } from '../../core/case/blocked.ts';
import type { Evidence } from '../../core/case/case.ts';
import { documentIdentities } from '../../core/case/identity.ts';
import type { Policy } from '../../core/case/policy.ts';
import type { CheckResult } from '../../core/checks/check.ts';
import { blocked } from '../../core/checks/document/blocked.ts';
import { blockedCost, documentText } from '../../core/sync/bundle.ts';
import { stationResult } from './own-result.ts';
import type { Pulled } from './pulled.ts';

const slowHash = promisify<string, Uint8Array, number, { N: number; r: number; p: number }, Buffer>(scrypt);

export async function blockedResults(evidence: Evidence, list: Pulled['blocked'], policy: Policy, today: string): Promise<CheckResult[]> {
  if (!policy.checks[blocked.id]?.enabled) return [];
  return [await stationResult(blocked, 'blockList', list === null ? 'no-list' : await wordOf(evidence, list, today), policy)];
}

async function wordOf(evidence: Evidence, { salt, hashes }: NonNullable<Pulled['blocked']>, today: string): Promise<BlockedWord> {
  const texts = documentIdentities(evidence, today).map(documentText);
  if (texts.length === 0) return 'no-number';
  const { bytes, ...cost } = blockedCost;
  const made = await Promise.all(texts.map(async (text) => (await slowHash(text, salt, bytes, cost)).toString('base64url')));
  return made.some((hash) => hashes.has(hash)) ? 'listed' : 'not-listed';
}
