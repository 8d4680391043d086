import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../errors.ts';
import { baseLanguage, languagesOfState, loadPack, loadPacks, parseLanguages } from './languages.ts';

const resources = new URL('../../../resources/', import.meta.url);
const packs = await loadPacks(async (name) => readFileSync(new URL(name, resources)));
const codeOf = (work: () => unknown): string => { try { work(); return 'none'; } catch (thrown) { return (thrown as CodedError).code; } };

describe('language packs', () => {
  it('every pack is a shipped file, with the same sum and package', () => {
    const shipped = JSON.parse(readFileSync(new URL('shipped-files.json', resources), 'utf8')) as { name: string; package: string; sha256: string }[];
    for (const pack of packs) expect(shipped.find((f) => f.name === pack.file)).toMatchObject({ package: pack.package, sha256: pack.sha256 });
    expect(shipped.filter((f) => f.name.startsWith('tessdata/')).length).toBe(packs.length);
  });
  it('the base language and every language that a state calls for have one', () => {
    const codes = packs.map((p) => p.code);
    for (const code of [baseLanguage, ...languagesOfState('FRA'), ...languagesOfState('CHE'), ...languagesOfState('BRA'), ...languagesOfState('MEX')]) expect(codes).toContain(code);
  });
  it('are chosen as eng+fra', () => expect(parseLanguages('eng+fra', packs)).toEqual(['eng', 'fra']));
  it('an unknown one is an error that names those there are, never English instead', () => {
    expect(codeOf(() => parseLanguages('eng+xxx', packs))).toBe('language.unknown');
    try { parseLanguages('xxx', packs); } catch (thrown) { expect((thrown as CodedError).values).toEqual({ language: 'xxx', known: packs.map((p) => p.code).join(', ') }); }
  });
  it('one whose file is gone is an error that names it', async () => {
    const gone = () => Promise.reject(new CodedError('model.missing', { name: 'x' }));
    await expect(loadPack(packs[1]!, gone)).rejects.toMatchObject({ code: 'language.missing', values: { language: packs[1]!.code } });
  });
  it('a state in two languages calls for both; one that is not known calls for none', () => {
    expect(languagesOfState('CHE')).toEqual(['fra', 'deu', 'ita']);
    expect([languagesOfState('UTO'), languagesOfState(null)]).toEqual([[], []]);
  });
});
