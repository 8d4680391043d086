/** Builds once when something changed; the specs open what was built. */
import { buildWhenNeeded } from '../../scripts/build/when-needed.ts';
import { root } from './harness.ts';

export default function globalSetup(): void {
  if (!buildWhenNeeded(root, (line) => console.error(line))) throw new Error('The build failed, see above.');
}
