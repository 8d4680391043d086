/** What a comparison of two faces can say; none: a face was missing. */
export const matchVerdicts = ['match', 'unsure', 'different', 'none'] as const;
export type MatchVerdict = (typeof matchVerdicts)[number];
