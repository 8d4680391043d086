/** The path without biometrics: which checks describe, compare or picture a face, and so do not run when the customer declined that. */
import type { AnyCheck } from '../checks/check.ts';
import { checks } from '../checks/index.ts';
import type { Limits } from '../rules.ts';
import { isAnsweredByStation } from './station-checks.ts';

/** The picture of a statement shows the face as well: who declined was promised that none is taken. */
const subjects: readonly AnyCheck['subject'][] = ['face', 'match', 'liveness', 'statement'];

/** Also of a document: its two portraits are held against each other by the numbers of a face. */
export const needsFace = (check: AnyCheck): boolean =>
  (subjects.includes(check.subject) && !isAnsweredByStation(check)) || (check.artifacts as readonly string[]).includes('twoPortraits');

/** The limits of a policy with all of these switched off. */
export const limitsWithoutFace = (limits: Limits): Limits => ({ ...limits, ...Object.fromEntries(checks.filter(needsFace).map((check) => [check.id, null])) });
