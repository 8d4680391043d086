/** electron-builder calls this when a platform's folder is packed and not yet signed. */
import path from 'node:path';
import { weldFuses } from './fuses.ts';

const nameOn = {
  darwin: (product) => path.join(`${product}.app`, 'Contents/MacOS', product),
  win32: (product) => `${product}.exe`,
  linux: (_product, executable) => executable,
};

export default async function afterPack(context) {
  const product = context.packager.appInfo.productFilename;
  const name = nameOn[context.electronPlatformName](product, context.packager.executableName);
  await weldFuses(path.join(context.appOutDir, name), context.packager.info.framework.version);
}
