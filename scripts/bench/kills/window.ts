/** A window over its own debugging address (Chrome DevTools Protocol): as little as a clerk needs, and taken hold of anew in one step after its page crashed. */
import { sleep } from './wait.ts';

export type Window = {
  evaluate<Made>(expression: string): Promise<Made>;
  /** Which of these test ids show, in the order given. */
  shown(ids: readonly string[]): Promise<string[]>;
  wait(id: string): Promise<void>;
  gone(id: string): Promise<void>;
  /** A press of the mouse in the middle of the first element of that test id, once it can be pressed. */
  press(id: string): Promise<void>;
  type(id: string, text: string): Promise<void>;
  give(id: string, file: string): Promise<void>;
  text(id: string): Promise<string>;
  close(): void;
};

/** Chosen: a loaded machine may take long for a step; beyond it, it hangs. */
const stepMs = 240_000;

const first = (id: string): string => `document.querySelector('[data-testid="${id}"]')`;
const isShown = (id: string): string => `(() => { const e = ${first(id)}; return !!e && e.getClientRects().length > 0; })()`;

/** @throws Error when it does not answer */
export async function openWindow(address: string): Promise<Window> {
  const send = await connect(address);
  // After a case the page is a new one. What is asked here may be asked twice.
  const ask = async (params: object): Promise<unknown> => {
    for (const end = Date.now() + stepMs; ; await sleep(25)) {
      try {
        return await send('Runtime.evaluate', params);
      } catch (thrown) {
        if (Date.now() > end || !(thrown instanceof Error) || !/navigated or closed|context/i.test(thrown.message)) throw thrown;
      }
    }
  };
  const evaluate = async <Made>(expression: string): Promise<Made> => {
    const { result, exceptionDetails } = (await ask({ expression, awaitPromise: true, returnByValue: true })) as { result: { value: Made }; exceptionDetails?: { text: string } };
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result.value;
  };
  const until = async (expression: string, what: string): Promise<void> => {
    for (const end = Date.now() + stepMs; !(await evaluate<boolean>(expression)); await sleep(25)) if (Date.now() > end) throw new Error(`The window did not come to: ${what}.`);
  };
  const press = async (id: string): Promise<void> => {
    // In view, not disabled, and nothing before it.
    const place = `(() => { const e = ${first(id)}; if (!e || e.disabled || e.ariaDisabled === 'true') return null; e.scrollIntoView({ block: 'center' }); const r = e.getBoundingClientRect(); const [x, y] = [r.x + r.width / 2, r.y + r.height / 2]; const top = document.elementFromPoint(x, y); return top && (e.contains(top) || top.contains(e)) ? { x, y } : null; })()`;
    await until(`${place} !== null`, `press ${id}`);
    const at = await evaluate<{ x: number; y: number } | null>(place);
    if (at === null) return press(id);
    for (const type of ['mouseMoved', 'mousePressed', 'mouseReleased']) await send('Input.dispatchMouseEvent', { type, ...at, button: 'left', buttons: 1, clickCount: 1 });
  };
  await send('Runtime.enable', {});
  return {
    evaluate, press,
    shown: (ids) => evaluate(`[${ids.map((id) => `[${JSON.stringify(id)}, ${isShown(id)}]`).join(',')}].filter(([, is]) => is).map(([id]) => id)`),
    wait: (id) => until(isShown(id), id),
    gone: (id) => until(`!${isShown(id)}`, `${id} gone`),
    type: async (id, text) => {
      await until(isShown(id), id);
      const field = `(() => { const e = ${first(id)}; return e.matches('input') ? e : e.querySelector('input'); })()`;
      await evaluate(`${field}.focus()`);
      await send('Input.insertText', { text });
    },
    give: async (id, file) => {
      await until(`!!${first(id)}`, id);
      const { result } = (await send('Runtime.evaluate', { expression: first(id) })) as { result: { objectId: string } };
      await send('DOM.setFileInputFiles', { files: [file], objectId: result.objectId });
    },
    text: (id) => evaluate(`${first(id)}.innerText`),
    close: () => void send('close', null),
  };
}

type Send = (method: string, params: object | null) => Promise<unknown>;

async function connect(address: string): Promise<Send> {
  const socket = new WebSocket(address);
  const open = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let next = 1;
  const end = (): void => {
    for (const { reject } of open.values()) reject(new Error('The window is gone.'));
    open.clear();
  };
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error, method } = JSON.parse(String(data)) as { id?: number; result?: unknown; error?: { message: string }; method?: string };
    if (method === 'Inspector.targetCrashed') end();
    const asked = id === undefined ? undefined : open.get(id);
    if (id === undefined || !asked) return;
    open.delete(id);
    if (error) asked.reject(new Error(error.message));
    else asked.resolve(result);
  });
  socket.addEventListener('close', end);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error('The window cannot be reached.')));
  });
  return (method, params) => {
    if (params === null) {
      socket.close();
      return Promise.resolve();
    }
    if (socket.readyState !== WebSocket.OPEN) return Promise.reject(new Error('The window is gone.'));
    return new Promise((resolve, reject) => {
      const id = next++;
      open.set(id, { resolve, reject });
      socket.send(JSON.stringify({ id, method, params }));
    });
  };
}
