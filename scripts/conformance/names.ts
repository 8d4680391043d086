/** Which pictures `npm run conformance -- --only` means. */
import { filesOf } from '../specimens/make.ts';

export const pictureNames = (): string[] => filesOf('conformance').map((file) => file.replace(/^.*\//, '').replace(/\.\w+$/, '')).sort();

/** @returns beginnings of names. @throws Error with the list of names, where one of them begins none: a typing error must not leave the table as it stands and look done */
export function namesOf(given: string, names: readonly string[] = pictureNames()): string[] {
  const wanted = given.split(',');
  const unknown = wanted.filter((one) => one === '' || !names.some((name) => name.startsWith(one)));
  if (unknown.length > 0) throw new Error(`--only: no picture begins with ${unknown.map((one) => `"${one}"`).join(', ')}. There are:\n${names.join('\n')}`);
  return wanted;
}
