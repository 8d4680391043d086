import { copyFile, open, stat } from 'node:fs/promises';
import path from 'node:path';
import { dialog, type BrowserWindow } from 'electron';
import { CodedError } from '../core/errors.ts';
import type { SaveCopy } from './carry-calls.ts';

/** Asks where to, and copies there: told as saved once it is on the stick itself, which somebody pulls out next. */
export function createSaveCopy(ourWindow: () => BrowserWindow | null): SaveCopy {
  return async (from, name) => {
    const failed = (cause?: unknown): CodedError => new CodedError('carry.not-saved', { folder: path.dirname(from) }, { cause });
    const window = ourWindow();
    if (!window) throw failed();
    const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: name, filters: [{ name: 'VSC', extensions: ['vsc'] }] });
    if (canceled || !filePath) return null;
    try {
      await copyFile(from, filePath);
      const copy = await open(filePath, 'r+');
      try {
        await copy.sync();
        if ((await copy.stat()).size !== (await stat(from)).size) throw failed();
      } finally {
        await copy.close();
      }
    } catch (cause) {
      throw failed(cause);
    }
    return filePath;
  };
}
