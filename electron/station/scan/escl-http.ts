/** Calls to an eSCL scanner: bounded in time and size, no redirects, local addresses only. */
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { CodedError, type ErrorCode } from '../../../core/errors.ts';
import { isLocal, localLookup, type EsclPlace } from './escl-address.ts';

/** Chosen. `silentMs`: a scanner answers NextDocument when the page is scanned, which takes a minute at 600 dpi; within a page it sends all the time. */
export const esclLimits = { connectMs: 5_000, silentMs: 75_000, xmlBytes: 1_000_000, pageBytes: 80_000_000 };
export type EsclLimits = typeof esclLimits;

export type EsclAnswer = { status: number; type: string; location: string | null; retryAfterMs: number | null; body: Buffer };

type Asked = { method: 'GET' | 'POST' | 'DELETE'; path: string; body?: string; most: number; limits: EsclLimits; signal?: AbortSignal | undefined; onBytes?: (share: number | null) => void };

/** What Node says of a connection, as ours. */
const causes: Record<string, ErrorCode> = {
  ECONNREFUSED: 'scanner.missing', EHOSTUNREACH: 'scanner.missing', ENETUNREACH: 'scanner.missing', ENOTFOUND: 'scanner.missing', EAI_AGAIN: 'scanner.missing', EHOSTDOWN: 'scanner.missing',
  ECONNRESET: 'scanner.connection', EPIPE: 'scanner.connection', ETIMEDOUT: 'scanner.timeout', ENOTLOCAL: 'scanner.address',
};

/** @throws CodedError scanner.missing · scanner.connection · scanner.timeout · scanner.address · scanner.nonsense · input.too-large */
export function askScanner(place: EsclPlace, asked: Asked): Promise<EsclAnswer> {
  if (isIP(place.host) !== 0 && !isLocal(place.host)) return Promise.reject(new CodedError('scanner.address'));
  return new Promise((resolve, reject) => {
    const { method, path, body, most, limits, signal } = asked;
    let settled = false;
    let timer: NodeJS.Timeout | undefined;
    const settle = (act: () => void): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      act();
    };
    const fail = (code: ErrorCode): void => settle(() => {
      reject(new CodedError(code));
      request.destroy();
    });
    const wait = (ms: number): void => {
      clearTimeout(timer);
      timer = setTimeout(() => fail('scanner.timeout'), ms);
    };
    // Scanners sign their own certificates, so encryption says nothing of who answers: ADR 19.
    const request = (place.secure ? https : http).request({
      host: place.host, port: place.port, method, path, lookup: localLookup, agent: false, rejectUnauthorized: false, ...(signal && { signal }),
      headers: { 'Connection': 'close', ...(body !== undefined && { 'Content-Type': 'text/xml', 'Content-Length': Buffer.byteLength(body) }) },
    });
    wait(limits.connectMs);
    request.once('socket', (socket) => socket.once('connect', () => wait(limits.silentMs)));
    request.once('error', (thrown: NodeJS.ErrnoException) => fail(thrown.name === 'AbortError' ? 'scanner.cancelled' : (thrown.code?.startsWith('HPE_') ? 'scanner.nonsense' : (causes[thrown.code ?? ''] ?? 'scanner.connection'))));
    request.once('response', (answer) => {
      const length = Number(answer.headers['content-length'] ?? Number.NaN);
      if (length > most) return fail('input.too-large');
      const chunks: Buffer[] = [];
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        wait(limits.silentMs);
        bytes += chunk.length;
        if (bytes > most) return fail('input.too-large');
        chunks.push(chunk);
        asked.onBytes?.(length > 0 ? Math.min(1, bytes / length) : null);
      });
      answer.once('error', () => fail('scanner.connection'));
      answer.once('close', () => {
        // Cut off before its end: Node says so by `complete`, whatever length was promised.
        if (!answer.complete) return fail('scanner.connection');
        settle(() => resolve({
          status: answer.statusCode ?? 0, type: (answer.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase(), location: answer.headers.location ?? null,
          retryAfterMs: retryAfter(answer.headers['retry-after']), body: Buffer.concat(chunks),
        }));
      });
    });
    request.end(body);
  });
}

/** Seconds, or a date (RFC 9110, 10.2.3). */
function retryAfter(header: string | undefined): number | null {
  if (header === undefined) return null;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) && ms >= 0 ? ms : null;
}
