import type { Engines } from '../../../core/vision/engines/engine.ts';
export async function measureReal(_engines: Engines, _o: { caseDate: string; verbose: boolean }): Promise<void> { await Promise.resolve(); }
