/** An eSCL scanner on this computer that behaves, or misbehaves in one named way. Pages are real JPEGs. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';

export type EsclFault =
  /** In the middle of a page's bytes. */
  | 'cut' | 'truncated-jpeg' | 'hang' | 'hang-in-page' | 'wrong-type' | 'html' | 'huge' | 'huge-without-length'
  /** Instead of a page. */
  | 'jam' | 'double-feed' | 'cover-open' | 'empty' | 'cancelled-there' | 'aborted' | 'error-500'
  /** The same while the feeder says that it is empty, as it is once the last sheet was drawn in. */
  | 'jam-of-last-sheet' | 'aborted-at-last-sheet' | 'error-500-at-last-sheet' | 'cancelled-at-last-sheet'
  /** Not yet, then the page; `-of-last-sheet`: meanwhile the feeder is empty. */
  | 'busy-once' | 'busy-of-last-sheet' | 'busy-for-ever' | 'busy-at-once-again' | 'jam-while-busy' | 'warming';

/** Instead of a page: this HTTP status, while the scanner says this of itself. */
export type EsclStop = { http: number; adf?: string; reason?: string; state?: string };

/** Of the job's own start; a number: that HTTP status. */
export type EsclRefusal = number | 'conflict' | 'unavailable' | 'forbidden' | 'no-location' | 'bad-xml' | 'entities' | 'not-found' | 'foreign-location';

export type EsclBehaviour = {
  pages?: number;
  /** At this page, from 1. */
  fault?: { page: number; kind: EsclFault | EsclStop };
  /** What it can, instead of all colours as JPEG and PDF on each source: ScannerCapabilities. */
  capabilities?: string;
  refusal?: EsclRefusal;
  /** It has no glass. */
  feederOnly?: boolean;
  /** What lies on the glass or in the feeder, instead of shades of gray: JPEG by page. */
  papers?: readonly Buffer[];
};

export type EsclServer = {
  /** `127.0.0.1:port` */
  address: string;
  port: number;
  behave(behaviour: EsclBehaviour): void;
  /** What was asked, in order: `GET /eSCL/ScannerStatus`. */
  asked(): string[];
  /** Settings of the last job. */
  settings(): string;
  /** Jobs that were begun and not ended. */
  open(): number;
  close(): Promise<void>;
};

/** Every page another one, told apart by its number: a shade of gray per page. */
export const pageJpeg = (page: number): Promise<Buffer> => sharp({ create: { width: 320, height: 200, channels: 3, background: { r: (page * 13) % 256, g: 120, b: 200 } } }).jpeg().toBuffer();

const head = 'xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"';
const caps = (name: string, height: number): string => `<scan:${name}><scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>2551</scan:MaxWidth><scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>${height}</scan:MaxHeight>
<scan:SettingProfiles><scan:SettingProfile><scan:ColorModes><scan:ColorMode>BlackAndWhite1</scan:ColorMode><scan:ColorMode>Grayscale8</scan:ColorMode><scan:ColorMode>RGB24</scan:ColorMode></scan:ColorModes>
<scan:DocumentFormats><pwg:DocumentFormat>application/pdf</pwg:DocumentFormat><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat><scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt></scan:DocumentFormats>
<scan:SupportedResolutions><scan:DiscreteResolutions>${[75, 150, 300, 600].map((dpi) => `<scan:DiscreteResolution><scan:XResolution>${dpi}</scan:XResolution><scan:YResolution>${dpi}</scan:YResolution></scan:DiscreteResolution>`).join('')}</scan:DiscreteResolutions></scan:SupportedResolutions></scan:SettingProfile></scan:SettingProfiles></scan:${name}>`;
const capabilities = `<?xml version="1.0" encoding="UTF-8"?><scan:ScannerCapabilities ${head}><pwg:Version>2.63</pwg:Version><pwg:MakeAndModel>Nordlys OfficeScan 40</pwg:MakeAndModel><pwg:SerialNumber>NX-1</pwg:SerialNumber>
<scan:Platen>${caps('PlatenInputCaps', 3508)}</scan:Platen><scan:Adf>${caps('AdfSimplexInputCaps', 4200)}${caps('AdfDuplexInputCaps', 4200)}<scan:FeederCapacity>40</scan:FeederCapacity></scan:Adf></scan:ScannerCapabilities>`;

type Job = { path: string; given: number; feeder: boolean; busy: number };

/** @param tls key and certificate; then it speaks HTTPS. */
export async function startEsclServer(first: EsclBehaviour = {}, tls?: { key: string; cert: string }): Promise<EsclServer> {
  let behaviour = first;
  let job: Job | null = null;
  let jobs = 0;
  let settings = '';
  let adf = 'ScannerAdfLoaded';
  let reason = '';
  let jobState = 'Processing';
  let deviceState: string | null = null;
  const asked: string[] = [];

  const status = (): string => `<?xml version="1.0"?><scan:ScannerStatus ${head}><pwg:Version>2.63</pwg:Version><pwg:State>${deviceState ?? (job ? 'Processing' : 'Idle')}</pwg:State>${reason && `<pwg:StateReasons><pwg:StateReason>${reason}</pwg:StateReason></pwg:StateReasons>`}<scan:AdfState>${adf}</scan:AdfState>
<scan:Jobs>${job ? `<scan:JobInfo><pwg:JobUri>${job.path}</pwg:JobUri><pwg:JobState>${jobState}</pwg:JobState></scan:JobInfo>` : ''}</scan:Jobs></scan:ScannerStatus>`;
  const send = (answer: ServerResponse, code: number, body = '', headers: Record<string, string> = {}): void => void answer.writeHead(code, { 'Content-Type': 'text/xml', ...headers }).end(body);

  const begin = (answer: ServerResponse): void => {
    if (typeof behaviour.refusal === 'number') return send(answer, behaviour.refusal);
    switch (behaviour.refusal) {
      case 'conflict': return send(answer, 409);
      case 'unavailable': return send(answer, 503, '', { 'Retry-After': '0' });
      case 'forbidden': return send(answer, 403);
      case 'no-location': return send(answer, 201);
      default:
    }
    adf = 'ScannerAdfLoaded';
    reason = '';
    jobState = 'Processing';
    job = { path: `/eSCL/ScanJobs/${(jobs += 1)}`, given: 0, feeder: settings.includes('>Feeder<'), busy: 0 };
    const base = behaviour.refusal === 'foreign-location' ? 'http://printer-of-somebody.example' : '';
    send(answer, 201, '', { Location: base + job.path });
  };

  const stopped = (answer: ServerResponse, code: number, state: { adf?: string; reason?: string; job?: string }): void => {
    ({ adf = adf, reason = reason, job: jobState = jobState } = state);
    send(answer, code);
  };

  const faults: Record<EsclFault, (answer: ServerResponse, page: Buffer, of: Job) => void> = {
    cut: (answer, page) => {
      answer.writeHead(200, { 'Content-Type': 'image/jpeg', 'Content-Length': String(page.length) });
      answer.write(page.subarray(0, page.length / 2), () => setTimeout(() => answer.destroy(), 20));
    },
    'truncated-jpeg': (answer, page) => void answer.writeHead(200, { 'Content-Type': 'image/jpeg' }).end(page.subarray(0, page.length / 2)),
    hang: () => {},
    'hang-in-page': (answer, page) => void answer.writeHead(200, { 'Content-Type': 'image/jpeg', 'Content-Length': String(page.length) }).write(page.subarray(0, 100)),
    'wrong-type': (answer, page) => void answer.writeHead(200, { 'Content-Type': 'video/mp4' }).end(page),
    html: (answer) => void answer.writeHead(200, { 'Content-Type': 'image/jpeg' }).end('<html>Please log in</html>'),
    huge: (answer) => void answer.writeHead(200, { 'Content-Type': 'image/jpeg', 'Content-Length': '9000000000' }).write('x'),
    'huge-without-length': (answer) => {
      answer.writeHead(200, { 'Content-Type': 'image/jpeg' });
      const block = Buffer.alloc(65_536);
      const pour = (): void => { while (!answer.destroyed && answer.write(block)); };
      answer.on('drain', pour);
      pour();
    },
    jam: (answer) => stopped(answer, 404, { adf: 'ScannerAdfJam' }),
    'double-feed': (answer) => stopped(answer, 409, { adf: 'ScannerAdfMultipickDetected' }),
    'cover-open': (answer) => stopped(answer, 503, { adf: 'ScannerAdfHatchOpen' }),
    empty: (answer) => stopped(answer, 404, { adf: 'ScannerAdfEmpty' }),
    'cancelled-there': (answer) => stopped(answer, 410, { job: 'Canceled' }),
    aborted: (answer) => stopped(answer, 404, { job: 'Aborted' }),
    'error-500': (answer) => send(answer, 500),
    'jam-of-last-sheet': (answer) => stopped(answer, 404, { adf: 'ScannerAdfEmpty', reason: 'input-tray-empty</pwg:StateReason><pwg:StateReason>media-jam' }),
    'aborted-at-last-sheet': (answer) => stopped(answer, 404, { adf: 'ScannerAdfEmpty', job: 'Aborted' }),
    'error-500-at-last-sheet': (answer) => stopped(answer, 500, { adf: 'ScannerAdfEmpty' }),
    'cancelled-at-last-sheet': (answer) => stopped(answer, 410, { adf: 'ScannerAdfEmpty' }),
    'busy-of-last-sheet': (answer, page, of) => ((of.busy += 1) <= 3 ? stopped(answer, 503, { adf: 'ScannerAdfEmpty' }) : give(answer, page, of)),
    'busy-at-once-again': (answer) => send(answer, 503, '', { 'Retry-After': '0' }),
    'jam-while-busy': (answer) => stopped(answer, 503, { adf: 'ScannerAdfJam' }),
    'busy-once': (answer, page, of) => ((of.busy += 1) === 1 ? send(answer, 503, '', { 'Retry-After': '0' }) : give(answer, page, of)),
    'busy-for-ever': (answer) => send(answer, 503),
    warming: (answer) => stopped(answer, 503, { reason: 'lamp-warming' }),
  };

  const give = (answer: ServerResponse, page: Buffer, of: Job): void => {
    of.given += 1;
    answer.writeHead(200, { 'Content-Type': 'image/jpeg', 'Content-Length': String(page.length) }).end(page);
  };

  const next = async (answer: ServerResponse, of: Job): Promise<void> => {
    const page = of.given + 1;
    const { fault, pages = of.feeder ? 3 : 1, papers } = behaviour;
    const bytes = papers?.[page - 1] ?? (await pageJpeg(page));
    if (fault?.page === page) {
      if (typeof fault.kind === 'string') return faults[fault.kind](answer, bytes, of);
      deviceState = fault.kind.state ?? null;
      return stopped(answer, fault.kind.http, fault.kind);
    }
    if (page > pages) return stopped(answer, 404, { adf: of.feeder ? 'ScannerAdfEmpty' : adf, job: 'Completed' });
    give(answer, bytes, of);
  };

  const hear = (request: IncomingMessage, answer: ServerResponse): void => {
    const { method = '', url = '' } = request;
    asked.push(`${method} ${url}`);
    let body = '';
    request.on('data', (chunk: Buffer) => { body += chunk.toString('utf8'); });
    request.on('end', () => {
      if (url === '/eSCL/ScannerCapabilities') {
        if (behaviour.refusal === 'not-found') return send(answer, 404);
        if (behaviour.refusal === 'bad-xml') return send(answer, 200, '<scan:ScannerCapabilities><open>');
        if (behaviour.refusal === 'entities') return send(answer, 200, `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${capabilities.slice(38).replace('Nordlys', '&b;')}`);
        return send(answer, 200, behaviour.feederOnly ? capabilities.replace(/<scan:Platen>.*?<\/scan:Platen>/s, '') : behaviour.capabilities ?? capabilities);
      }
      if (url === '/eSCL/ScannerStatus') return send(answer, 200, status());
      if (method === 'POST' && url === '/eSCL/ScanJobs') {
        settings = body;
        return begin(answer);
      }
      if (job && url === `${job.path}/NextDocument`) return void next(answer, job);
      if (job && method === 'DELETE' && url === job.path) {
        job = null;
        return send(answer, 200);
      }
      send(answer, 404);
    });
  };
  const server = tls ? createSecureServer(tls, hear) : createServer(hear);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`, port,
    behave: (to) => {
      behaviour = to;
      [job, adf, reason, deviceState] = [null, 'ScannerAdfLoaded', '', null];
    },
    asked: () => asked.splice(0),
    settings: () => settings,
    open: () => (job ? 1 : 0),
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}
