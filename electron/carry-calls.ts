/** The queue as a file where somebody chooses it, as on a stick, which the main process answers itself. What is written, and who may, is the station's to say. Pure: the dialog is save-copy.ts. */
import path from 'node:path';
import { contract } from '../core/contract.ts';
import { needDialogs, valueOf, type HostAnswers } from './host-calls.ts';
import type { Forward } from './door.ts';

/** @returns where it lies; null: no place was chosen. @throws CodedError carry.not-saved */
export type SaveCopy = (from: string, name: string) => Promise<string | null>;

/** @param locked a kiosk: no dialog of the operating system opens */
export function carryCalls(station: Forward, saveCopy: SaveCopy, locked: boolean): HostAnswers<'carry.save'> {
  return {
    'carry.save': async () => {
      await needDialogs(station, locked);
      const carried = contract['sync.carry'].output.parse(valueOf(await station('sync.carry', {})));
      return { ...carried, savedTo: await saveCopy(path.join(carried.folder, carried.file), carried.file) };
    },
  };
}
