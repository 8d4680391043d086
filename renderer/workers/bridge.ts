/** Window side of the two workers: started on first use, stopped to abort (a WASM call cannot be interrupted), started anew afterwards. */
import { releaseProxy, transfer, wrap, type Remote } from 'comlink';
import type { CodedError } from '../../core/errors.ts';
import { CodedError as Coded } from '../../core/errors.ts';
import type { ReaderApi, VisionApi } from './api.ts';
import { codedErrorOf } from './border.ts';

export type WorkerBridge<Api> = {
  /** Rejects with CodedError only; `engine.timeout` when the worker was stopped meanwhile, `engine.failed` when its script broke. */
  call<Name extends keyof Api & string>(name: Name, args: ArgumentsOf<Api[Name]>, transferred?: Transferable[]): Promise<ResultOf<Api[Name]>>;
  /** Aborts what runs and frees the worker's memory; the next call starts a new one. */
  stop(): void;
};

type ArgumentsOf<Method> = Method extends (...args: infer Args) => unknown ? Args : never;
type ResultOf<Method> = Method extends (...args: never[]) => Promise<infer Result> ? Result : never;

export const createVisionBridge = (): WorkerBridge<VisionApi> =>
  createBridge<VisionApi>(() => new Worker(new URL('./vision.ts', import.meta.url), { type: 'module', name: 'vision' }));

export const createReaderBridge = (): WorkerBridge<ReaderApi> =>
  createBridge<ReaderApi>(() => new Worker(new URL('./reader.ts', import.meta.url), { type: 'module', name: 'reader' }));

type Running = { remote: Remote<Record<string, (...args: unknown[]) => Promise<unknown>>>; end(error: CodedError): void; orEnd<Result>(work: Promise<Result>): Promise<Result> };

export function createBridge<Api>(start: () => Worker): WorkerBridge<Api> {
  let running: Running | null = null;

  function started(): Running {
    const worker = start();
    const remote = wrap<Record<string, (...args: unknown[]) => Promise<unknown>>>(worker);
    const waiting = new Set<(error: CodedError) => void>();
    const end = (error: CodedError): void => {
      remote[releaseProxy]();
      worker.terminate();
      if (running?.remote === remote) running = null;
      for (const fail of waiting) fail(error);
    };
    worker.addEventListener('error', () => end(new Coded('engine.failed', { engine: 'worker' })));
    // Not a race against one promise of the worker's end: that one would hold every answer of the live loop until then.
    const orEnd = <Result>(work: Promise<Result>): Promise<Result> => new Promise((resolve, reject) => {
      waiting.add(reject);
      work.then(resolve, reject).finally(() => waiting.delete(reject));
    });
    return { remote, end, orEnd };
  }

  return {
    async call(name, args, transferred = []) {
      running ??= started();
      const { remote, orEnd } = running;
      const given = (args as unknown[]).map((a) => {
        const own = (Array.isArray(a) ? (a as unknown[]) : [a]).filter((t): t is Transferable => transferred.includes(t as Transferable));
        return own.length > 0 ? transfer(a as object, own) : a;
      });
      try {
        const method = remote[name] as unknown as (...a: unknown[]) => Promise<unknown>;
        return (await orEnd(method(...given))) as never;
      } catch (thrown) {
        throw codedErrorOf(thrown);
      }
    },
    stop() {
      running?.end(new Coded('engine.timeout'));
    },
  };
}
