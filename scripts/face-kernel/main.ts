/** `npm run build:face-kernel`: writes electron/station/faces/squares.ts. */
import { writeFileSync } from 'node:fs';
import { kernelPath, kernelText } from './compile.ts';

const text = await kernelText();
writeFileSync(kernelPath, text);
console.log(`${kernelPath}: ${text.length} characters`);
