/** Drafts that are on their way to the store while the models are looked at: a case that is given up meanwhile must not be written down again. */

/** `dropped`: its case was given up since it came. */
export type LateDraft = { readonly dropped: boolean; done(): void };

export type LateDrafts = {
  begin(caseId: string): LateDraft;
  drop(caseId: string): void;
};

export function createLateDrafts(): LateDrafts {
  const waiting = new Set<{ caseId: string; dropped: boolean }>();
  return {
    begin(caseId) {
      const one = { caseId, dropped: false };
      waiting.add(one);
      return { get dropped() { return one.dropped; }, done: () => void waiting.delete(one) };
    },
    drop(caseId) {
      for (const one of waiting) one.dropped ||= one.caseId === caseId;
    },
  };
}
