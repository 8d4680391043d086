/** Whether light alone hides the document. */
import type { CheckContext } from '../../checks/check.ts';
import type { DocumentLight } from '../artifacts/document-types.ts';

/**
 * Why no document can be seen at all; null: light is not the reason. An empty glass and the white ground of a file are clipped by nature: only a camera is
 * blown out by it.
 */
export function lightHidesAll({ tooDarkToSee, tooBrightToSee }: Pick<DocumentLight, 'tooDarkToSee' | 'tooBrightToSee'>, lane: CheckContext['lane']): 'too-dark-to-see' | 'too-bright-to-see' | null {
  if (tooDarkToSee) return 'too-dark-to-see';
  return tooBrightToSee && lane === 'camera' ? 'too-bright-to-see' : null;
}
