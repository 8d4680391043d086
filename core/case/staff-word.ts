/** What staff found when they held the person against the portrait, and what the policy makes of it. */
import type { StaffComparison } from './case.ts';

/** `finding` null: the faces were compared by machine. `refers`: the policy wants another person to look at it again. */
export type StaffWord = { finding: StaffComparison['finding'] | null; refers: boolean };
