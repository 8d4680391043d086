/** app:// in Electron: registers the scheme and answers from the served folders only. */
import { open } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import { byteRange, findServedFile, type ServedFile, type ServedFolders } from './app-files.ts';
import { appScheme } from './origin.ts';
import { headersFor } from './policy-headers.ts';

/** Must run before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
  ]);
}

export function serveApp(session: Session, folders: ServedFolders): void {
  session.protocol.handle(appScheme, async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refused(405);
    const found = await findServedFile(request.url, folders);
    return found ? answer(found, request.headers.get('range')) : refused(404);
  });
}

async function answer(found: ServedFile, rangeHeader: string | null): Promise<Response> {
  const range = byteRange(rangeHeader, found.size);
  const first = range?.first ?? 0;
  const length = range ? range.last - range.first + 1 : found.size;
  const bytes = Buffer.alloc(length);
  const file = await open(found.file);
  try {
    await file.read(bytes, 0, length, first);
  } finally {
    await file.close();
  }
  const headers = { ...headersFor(found.pathname), 'content-length': String(length), 'accept-ranges': 'bytes' };
  if (!range) return new Response(bytes, { headers });
  return new Response(bytes, { status: 206, headers: { ...headers, 'content-range': `bytes ${range.first}-${range.last}/${found.size}` } });
}

function refused(status: number): Response {
  return new Response(null, { status, headers: headersFor('/refused.txt') });
}
