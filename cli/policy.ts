/** The policy the CLI decides by: `--policy FILE`, else the reference policy. */
import { readFile } from 'node:fs/promises';
import { policySchema, type Policy } from '../core/case/policy.ts';
import { CodedError } from '../core/errors.ts';
import { programFolder } from './resources.ts';

/** @throws CodedError file.not-found · policy.invalid */
export async function loadPolicy(path: string | undefined): Promise<Policy> {
  const text = await readFile(path ?? `${programFolder}resources/policies/coinex.json`, 'utf8').catch((cause: unknown) => {
    throw new CodedError('file.not-found', {}, { cause });
  });
  // Until every check of the reference policy has landed in the registry.
  const json = parsedJson(text) as { checks: Record<string, unknown> };
  return policySchema(Object.keys(json.checks).map((id) => ({ id }))).parse(json);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CodedError('policy.invalid', { place: '' }, { cause });
  }
}
