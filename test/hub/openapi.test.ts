/** The document that others write a hub against says what this one does. */
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import type { Database } from '../../hub/db/database.ts';
import { createMonths } from '../../hub/db/months.ts';
import { openPglite } from '../../hub/db/pglite.ts';
import { makeHubKeys } from '../../hub/keys.ts';
import { silent } from '../../hub/log.ts';
import { openApi } from '../../hub/openapi.ts';
import { buildServer } from '../../hub/server.ts';
import { newFolder, removeFolders } from '../fakes/station-kit.ts';

let app: FastifyInstance;
let db: Database;
beforeAll(async () => {
  db = await openPglite(null);
  app = await buildServer({ db, keys: makeHubKeys(path.join(newFolder(), 'keys.json')), months: createMonths(db), name: 'Head office', clock: () => new Date(), keysFile: '' }, { log: silent });
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await db.close();
  removeFolders();
});

/** Of Fastify's tree, in which each line holds what its address has more than the one it stands under. */
function routesOf(tree: string): string[] {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', part = '', methods] = /^([│├└─\s]*)(\S*)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
    if (part === '') return [];
    above.length = indent.length / 4;
    above.push(part);
    return methods === undefined ? [] : methods.split(', ').map((method) => `${method} ${above.join('')}`);
  });
}

it('its paths are the routes under /v1, and its references lead somewhere', async () => {
  const document = (await app.inject('/openapi.json')).json<{ paths: Record<string, object>; components: { schemas: object } }>();
  expect(document).toEqual(JSON.parse(JSON.stringify(openApi())));
  const said = Object.entries(document.paths).flatMap(([at, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${at.replaceAll(/\{(\w+)\}/g, ':$1')}`));
  const served = routesOf(app.printRoutes()).filter((route) => /^(?!HEAD)\w+ \/v1\//.test(route));
  expect(said.sort()).toEqual(served.sort());
  expect(said).toHaveLength(5);
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, at]) => at!);
  expect(refs.length).toBeGreaterThan(5);
  for (const at of refs) {
    const found = at.replace(/^#\//, '').split('/').reduce<unknown>((inside, key) => (typeof inside === 'object' && inside !== null ? (inside as Record<string, unknown>)[key] : undefined), document);
    expect(found, at).toBeTypeOf('object');
  }
});
