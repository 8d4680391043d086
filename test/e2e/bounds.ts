/**
 * How long anything may take before it hangs, ms: for whatever a test waits for, and for a whole test. Here and nowhere else, and not to be reached by a slow machine: the same tests took a quarter of an hour on
 * one and an hour on another. What must be quick is measured by the benches.
 */
export const hangsMs = { one: 180_000, test: 900_000 } as const;
