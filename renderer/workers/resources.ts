/** Shipped files in a worker: fetched from the window's own origin. */
import { CodedError } from '../../core/errors.ts';
import type { ResourceLoader } from '../../core/vision/engines/engine.ts';

export const resourceAddress = (name: string): string => new URL(`/resources/${name}`, self.location.href).href;

/** @throws CodedError model.missing */
export const loadResource: ResourceLoader = async (name) => {
  const answer = await fetch(resourceAddress(name)).catch((cause: unknown) => {
    throw new CodedError('model.missing', { name }, { cause });
  });
  if (!answer.ok) throw new CodedError('model.missing', { name });
  return new Uint8Array(await answer.arrayBuffer());
};
