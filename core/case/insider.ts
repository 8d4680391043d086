/** Staff as customers: whether the holder's name is that of somebody who works at this station. */
import { compareToHolder, type HolderName } from '../document/name-compare.ts';

/** nobody · a colleague has this name · nobody's name could be read */
export type InsiderWord = 'nobody' | 'colleague' | 'no-name';

/**
 * Ids of the operators with the holder's name, by any source of the document. A name of one word names nobody. Namesakes are among them: it is a reason
 * for a second person, not a verdict.
 */
export function namesakesOf<Someone extends { operatorId: string; name: string }>(holder: readonly HolderName[], operators: readonly Someone[]): Someone[] {
  return operators.filter(({ name }) => name.trim().split(/\s+/).length > 1 && holder.some((one) => compareToHolder([one], name, { exact: true }).verdict === 'same'));
}
