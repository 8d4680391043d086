/** Files only: a folder holds nothing that could be searched. */
import { readdirSync } from 'node:fs';
import path from 'node:path';

export const filesBelow = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
