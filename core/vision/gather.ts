/** Lazy, memoised artifacts of one picture (or of one case, for the evidence stage). */
import { CodedError } from '../errors.ts';
import type { Gather } from '../checks/check.ts';
import { artifacts } from './artifacts/index.ts';
import type { ArtifactMap, ArtifactName } from './artifacts/artifact.ts';
import type { Engines } from './engines/engine.ts';

/** `given` artifacts (at least the frame for pixel checks) are handed out as they are; all others are made on first request. */
export function createGatherer(engines: Engines, given: Partial<ArtifactMap>): Gather {
  const made = new Map<ArtifactName, Promise<unknown>>();
  for (const [name, value] of Object.entries(given)) made.set(name as ArtifactName, Promise.resolve(value));
  const gather: Gather = <Name extends ArtifactName>(name: Name) => {
    const present = made.get(name);
    if (present) return present as Promise<ArtifactMap[Name]>;
    const artifact = artifacts.find((a) => a.name === name);
    const work = artifact ? artifact.make(gather, engines) : Promise.reject(new CodedError('internal', { artifact: name }));
    made.set(name, work);
    return work as Promise<ArtifactMap[Name]>;
  };
  return gather;
}
