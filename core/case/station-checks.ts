/** Checks that only the station can answer: it knows earlier cases, head office's list, and who is logged in. What a window says of them is dropped. */
import type { AnyCheck } from '../checks/check.ts';
import { checks } from '../checks/index.ts';

const ofStation: readonly string[] = ['seenBefore', 'staffComparison', 'insider', 'insiderFace', 'blockList', 'blockedFace', 'duplicates'];

export const isAnsweredByStation = (check: AnyCheck): boolean => (check.artifacts as readonly string[]).some((name) => ofStation.includes(name));

export const stationCheckIds: readonly string[] = checks.filter(isAnsweredByStation).map((check) => check.id);
