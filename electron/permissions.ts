/** Which permission the window gets: the camera picture for our own main frame, nothing else. Pure. */
import { isOurs } from './origin.ts';

export type PermissionQuestion = {
  permission: string;
  /** Address or origin of who asks. */
  from: string;
  isMainFrame: boolean;
  /** What of `media` is asked for. */
  media: readonly string[];
};

export function isGranted(question: PermissionQuestion): boolean {
  return (
    question.permission === 'media' &&
    question.isMainFrame &&
    isOurs(question.from) &&
    question.media.length > 0 &&
    question.media.every((kind) => kind === 'video')
  );
}
