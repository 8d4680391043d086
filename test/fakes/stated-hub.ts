/** A hub as far as its first word: who it is, signed. It answers nothing else. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { rawOf } from '../../core/sync/keys.ts';
import { contexts, paths, protocolVersion, signedText, type HubStatement } from '../../core/sync/protocol.ts';
import { hubCode } from '../../electron/station/sync/enrol.ts';
import { noon } from './station-kit.ts';

export type StatedHub = { key: string; code: string; fetch: typeof fetch };

export function statedHub(name: string): StatedHub {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = Buffer.from(rawOf(publicKey.export({ format: 'der', type: 'spki' }))).toString('base64');
  const body = JSON.stringify({ protocols: [protocolVersion], name, signKey: key, sealKey: key, at: noon } satisfies HubStatement);
  const signed = JSON.stringify({ body, signature: sign(null, Buffer.from(signedText(contexts.hub, body), 'utf8'), privateKey).toString('base64') });
  return { key, code: hubCode(key), fetch: (asked) => Promise.resolve(new Response(signed, { status: String(asked instanceof Request ? asked.url : asked).endsWith(paths.hub) ? 200 : 503 })) };
}
