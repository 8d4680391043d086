/** The hub's interface as OpenAPI 3.1, made from the schemas it parses with: a bank may write its own hub against it (`npm run hub:conformance -- URL` tests any). */
import { z } from 'zod';
import { enrolmentSchema, hubStatementSchema, receiptSchema, requestSchema, signedSchema, verdictSchema } from '../core/sync/protocol.ts';
import { bundleAskSchema, bundleSchema } from '../core/sync/bundle.ts';
import { manifestSchema } from '../core/sync/manifest.ts';

const schemas = { Signed: signedSchema, HubStatement: hubStatementSchema, Request: requestSchema, Enrolment: enrolmentSchema, Verdict: verdictSchema, Receipt: receiptSchema, Manifest: manifestSchema, BundleAsk: bundleAskSchema, Bundle: bundleSchema };

const ref = (name: keyof typeof schemas): object => ({ $ref: `#/components/schemas/${name}` });
const signedAnswer = (what: string): object => ({ description: what, content: { 'application/json': { schema: ref('Signed') } } });
const sealedBody = (what: string): object => ({ required: true, description: what, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } });
const headers = [
  { name: 'x-vestibule-request', in: 'header', required: true, schema: { type: 'string' }, description: 'Base64 of the JSON text of a Request.' },
  { name: 'x-vestibule-signature', in: 'header', required: true, schema: { type: 'string' }, description: 'Base64 of the Ed25519 signature over "vestibule sync-request 1", a line break and that text.' },
];
const id = (name: string): object => ({ name, in: 'path', required: true, schema: { type: 'string', format: 'uuid' } });
const answers = {
  200: signedAnswer('A Verdict: already there.'), 201: signedAnswer('A Verdict: accepted.'), 409: signedAnswer('A Verdict: conflict.'), 403: signedAnswer('A Verdict about the station.'),
  422: signedAnswer('A Verdict: refused.'), 401: { description: 'The request was not believed; the answer carries the hub\'s time as `now`.' }, 503: { description: 'Come back later (retry-after).' },
};

export function openApi(): object {
  return {
    openapi: '3.1.0',
    info: { title: 'Vestibule hub', version: '1', description: 'Every answer to a station is a Signed verdict; nothing else may end a packet. Layouts of sealed bodies: docs/adr/0017-packets-and-receipts.md.' },
    paths: {
      '/v1/hub': { get: { summary: 'Who this hub is', responses: { 200: signedAnswer('A HubStatement.') } } },
      '/v1/enrolments': { post: { summary: 'Asks to be let in, or whether somebody has', parameters: headers, requestBody: sealedBody('JSON text of a Signed Enrolment; not sealed: it holds no secret.'), responses: answers } },
      '/v1/bundle': { post: { summary: 'Says what the station goes by and asks for what is newer', parameters: headers, requestBody: { required: true, description: 'JSON text of a BundleAsk; not sealed: it holds no secret.', content: { 'application/octet-stream': { schema: ref('BundleAsk') } } }, responses: { ...answers, 201: signedAnswer('A Verdict with `bundle`: a Signed Bundle, under the key that the request names as `hubKey`.') } } },
      '/v1/packets/{packetId}': { put: { summary: 'The facts of one decision', parameters: [id('packetId'), ...headers], requestBody: sealedBody('A sealed Signed Manifest.'), responses: answers } },
      '/v1/packets/{packetId}/parts/{captureId}': {
        put: {
          summary: 'Some chunks of one picture', parameters: [id('packetId'), id('captureId'), { name: 'from', in: 'query', required: true, schema: { type: 'integer', minimum: 0 }, description: 'Number of the first chunk.' }, ...headers],
          requestBody: sealedBody('The header of the seal, then the sealed chunks.'), responses: answers,
        },
      },
    },
    components: { schemas: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, z.toJSONSchema(schema, { target: 'draft-2020-12', unrepresentable: 'any', io: 'input' })])) },
  };
}
