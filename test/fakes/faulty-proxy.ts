/** A line to the hub that does everything lines and what stands in them do: delays, cuts, doubles, mixes up, cuts off, answers for the hub. On loopback. */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export const lineFaults = [
  'delayed', 'cut-before', 'cut-in-request', 'cut-after', 'cut-in-answer', 'truncated-answer', 'doubled', 'doubled-late', 'reordered', 'stale-answer',
  'status-500', 'status-503', 'status-408', 'status-413', 'garbage', 'login-page',
  // Between what the hub stored and what the station hears of it: the moment in which a packet could be lost or doubled.
  'hub-killed-after', 'station-killed-after',
] as const;
export type LineFault = (typeof lineFaults)[number];

export type FaultyProxy = {
  url: string;
  /** How often each happened. */
  counts: Record<LineFault, number>;
  requests(): number;
  close(): Promise<void>;
};

type Options = {
  hub: { host: string; port: number };
  /** Asked for each request; null: nothing happens to it. */
  next: () => LineFault | null;
  random: () => number;
  /** SIGKILL; resolves when it is gone. */
  kill: (whom: 'hub' | 'station') => Promise<void>;
};

type Answer = { status: number; headers: http.IncomingHttpHeaders; body: Buffer };

export async function startFaultyProxy({ hub, next, random, kill }: Options): Promise<FaultyProxy> {
  // One key after the other, so that the record is whole by its type.
  const counts = Object.fromEntries(lineFaults.map((fault) => [fault, 0])) as Record<LineFault, number>;
  const agent = new http.Agent({ keepAlive: true, maxSockets: 32 });
  let requests = 0;
  let earlier: Answer | null = null;

  const forward = (request: IncomingMessage, body: Buffer): Promise<Answer> => new Promise((resolve, reject) => {
    const headers = { ...request.headers, host: `${hub.host}:${hub.port}` };
    const asked = http.request({ ...hub, agent, method: request.method, path: request.url, headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => resolve({ status: response.statusCode ?? 500, headers: response.headers, body: Buffer.concat(pieces) }));
      response.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
  /** What the hub gets of a request that is cut off: half of it, then nothing. */
  const forwardHalf = (request: IncomingMessage, body: Buffer): Promise<void> => new Promise((resolve) => {
    const asked = http.request({ ...hub, method: request.method, path: request.url, headers: { ...request.headers, host: `${hub.host}:${hub.port}` } });
    asked.on('error', () => resolve());
    asked.write(body.subarray(0, body.length >> 1), () => setTimeout(() => asked.destroy(), 20));
  });
  const pass = (response: ServerResponse, { status, headers, body }: Answer): void => {
    response.writeHead(status, { 'content-type': headers['content-type'] ?? 'application/json', ...(headers['retry-after'] && { 'retry-after': headers['retry-after'] }), 'content-length': body.length }).end(body);
  };
  const say = (response: ServerResponse, status: number, text: string): void => void response.writeHead(status, { 'content-type': 'text/html' }).end(text);
  const cut = (response: ServerResponse): void => void response.socket?.destroy();

  type Play = (request: IncomingMessage, body: Buffer, response: ServerResponse) => Promise<void>;
  const plays: Record<LineFault, Play> = {
    'delayed': async (request, body, response) => {
      await sleep(20 + random() * 400);
      pass(response, await forward(request, body));
    },
    'cut-before': async (_request, _body, response) => cut(response),
    'cut-in-request': async (request, body, response) => {
      await forwardHalf(request, body);
      cut(response);
    },
    'cut-after': async (request, body, response) => {
      await forward(request, body);
      cut(response);
    },
    'cut-in-answer': async (request, body, response) => {
      const answer = await forward(request, body);
      response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': answer.body.length });
      response.write(answer.body.subarray(0, answer.body.length >> 1), () => cut(response));
    },
    'truncated-answer': async (request, body, response) => {
      const answer = await forward(request, body);
      pass(response, { ...answer, body: answer.body.subarray(0, answer.body.length >> 1) });
    },
    'doubled': async (request, body, response) => {
      const [first, second] = await Promise.all([forward(request, body), forward(request, body)]);
      pass(response, random() < 0.5 ? first : second);
    },
    'doubled-late': async (request, body, response) => {
      pass(response, await forward(request, body));
      setTimeout(() => void forward(request, body).catch(() => undefined), 300 + random() * 1500).unref();
    },
    // Goes behind a later one, or after half a second.
    'reordered': async (request, body, response) => {
      const before = requests;
      for (let n = 0; n < 25 && requests === before; n += 1) await sleep(20);
      await sleep(50);
      pass(response, await forward(request, body));
    },
    'stale-answer': async (request, body, response) => {
      const answer = await forward(request, body);
      pass(response, earlier ?? answer);
    },
    'status-500': async (_request, _body, response) => say(response, 500, 'oops'),
    'status-503': async (_request, _body, response) => say(response, 503, ''),
    'status-408': async (_request, _body, response) => say(response, 408, 'slow'),
    'status-413': async (_request, _body, response) => say(response, 413, '<html>413</html>'),
    'garbage': async (request, body, response) => {
      const answer = await forward(request, body);
      pass(response, { ...answer, status: 200, body: Buffer.from(Array.from({ length: 300 }, () => Math.floor(random() * 256))) });
    },
    'login-page': async (_request, _body, response) => say(response, 200, '<html>Welcome to the hotel</html>'),
    'hub-killed-after': async (request, body, response) => {
      await forward(request, body);
      await kill('hub');
      cut(response);
    },
    'station-killed-after': async (request, body, response) => {
      await forward(request, body);
      await kill('station');
      cut(response);
    },
  };

  const server = http.createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('error', () => cut(response));
    request.on('end', () => {
      const body = Buffer.concat(pieces);
      const fault = next();
      requests += 1;
      if (fault !== null) counts[fault] += 1;
      const played = fault === null ? forward(request, body).then((answer) => {
        earlier = answer;
        pass(response, answer);
      }) : plays[fault](request, body, response);
      // A hub that was killed: to the station, a line that is cut.
      void played.catch(() => cut(response));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    url: `http://127.0.0.1:${address.port}`, counts, requests: () => requests,
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
