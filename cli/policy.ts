/** The policy the CLI decides by: `--policy FILE`, else the reference policy. */
import { readFile } from 'node:fs/promises';
import { parsePolicy, type Policy } from '../core/case/policy.ts';
import { CodedError } from '../core/errors.ts';
import { programFolder } from './resources.ts';

/** @throws CodedError file.not-found · policy.invalid */
export async function loadPolicy(path: string | undefined): Promise<Policy> {
  const text = await readFile(path ?? `${programFolder}resources/policies/coinex.json`, 'utf8').catch((cause: unknown) => {
    throw new CodedError('file.not-found', {}, { cause });
  });
  return parsePolicy(parsedJson(text));
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CodedError('policy.invalid', { place: '' }, { cause });
  }
}
