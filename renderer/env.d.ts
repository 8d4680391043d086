import type { Envelope } from '../core/contract.ts';

declare global {
  type Window = { vestibule: VestibuleDoor };
}

/** What the preload exposes: see electron/preload.ts. */
export type VestibuleDoor = {
  call(name: string, input: unknown): Promise<Envelope<unknown>>;
  on(name: string, listener: (payload: unknown) => void): () => void;
};
