/** The look and the words of the station, read from where they stand in this repository, so that head office sees the same sentence for the same check. Files, not imports: nothing of the station runs here. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const file = (relative: string): string => fileURLToPath(new URL(`../../${relative}`, import.meta.url));
const fontUrl = /url\('@fontsource-variable\/inter\/files\/([a-z-]+\.woff2)'\)/g;

export type Asset = { type: string; bytes: Buffer };

/** By the last part of their address. */
export function readAssets(): ReadonlyMap<string, Asset> {
  const css = ['renderer/design/tokens.css', 'renderer/design/base.css', 'hub/review/review.css'].map((one) => readFileSync(file(one), 'utf8')).join('\n');
  const fonts = [...css.matchAll(fontUrl)].map(([, name]) => name!);
  return new Map<string, Asset>([
    ['style.css', { type: 'text/css; charset=utf-8', bytes: Buffer.from(css.replace(fontUrl, "url('$1')")) }],
    ['idle.js', { type: 'text/javascript; charset=utf-8', bytes: readFileSync(file('hub/review/idle.js')) }],
    ...fonts.map((name): [string, Asset] => [name, { type: 'font/woff2', bytes: readFileSync(fileURLToPath(import.meta.resolve(`@fontsource-variable/inter/files/${name}`))) }]),
  ]);
}

const spokenSchema = z.object({ failure: z.string() });
const checksSchema = z.object({ checks: z.record(z.string(), spokenSchema.extend({ variants: z.record(z.string(), spokenSchema).optional() })), errors: z.record(z.string(), z.object({ message: z.string() })) });
type Tree = { [key: string]: string | Tree };
const treeSchema: z.ZodType<Tree> = z.record(z.string(), z.union([z.string(), z.lazy(() => treeSchema)]));

export type Words = {
  /** What a check is called. */
  checkName(id: string): string;
  /** What it says when it fails, with its values. */
  failure(id: string, values: Record<string, string | number>): string;
  /** Why it has no result. */
  why(reason: string): string;
  step(id: string): string;
  field(name: string): string;
  documentType(id: string): string;
  /** Any other words of the station's window, by their place; what is not there, by the last part of it. */
  said(place: string): string;
};

export function readWords(): Words {
  const { checks, errors } = checksSchema.parse(JSON.parse(readFileSync(file('resources/locales/en.json'), 'utf8')));
  const messages = treeSchema.parse(JSON.parse(readFileSync(file('renderer/i18n/messages/en.json'), 'utf8')));
  const said = (path: string): string | null => {
    const found = path.split('.').reduce<string | Tree | undefined>((at, key) => (typeof at === 'object' && Object.hasOwn(at, key) ? at[key] : undefined), messages);
    return typeof found === 'string' ? found : null;
  };
  return {
    checkName: (id) => said(`checkName.${id}`) ?? id,
    failure: (id, values) => {
      const check = Object.hasOwn(checks, id) ? checks[id] : undefined;
      const variant = check?.variants && Object.hasOwn(check.variants, String(values['variant'])) ? check.variants[String(values['variant'])] : undefined;
      const named = (key: string, value: string | number): string => (key === 'found' || key === 'chosen' ? said(`documentType.${value}`) : null) ?? String(value);
      return (variant ?? check)?.failure.replace(/\{(\w+)\}/g, (hole, key: string) => (Object.hasOwn(values, key) ? named(key, values[key]!) : hole)) ?? '';
    },
    why: (reason) => said(`why.${reason}`) ?? (Object.hasOwn(errors, reason) ? errors[reason]!.message : reason),
    step: (id) => said(`step.${id}`) ?? id, field: (name) => said(`field.${name}`) ?? name, documentType: (id) => said(`documentType.${id}`) ?? id,
    said: (place) => said(place) ?? place.slice(place.lastIndexOf('.') + 1),
  };
}
