/** A line as of a telephone far out: so many bytes a second for all connections together, each way, cut again and again. On TCP, so that requests break off in their middle. */
import net, { type Socket } from 'node:net';

export type SlowLine = {
  url: string;
  /** Bytes that went towards the hub, and how often the line was cut. */
  sent(): number;
  cuts(): number;
  close(): Promise<void>;
};

/** A piece is let through as soon as the line has carried the one before. */
const tickMs = 25;

/** @param rate bytes a second, each way @param cutEvery bytes towards the hub after which every connection is cut */
export async function startSlowLine(hub: { host: string; port: number }, { rate, cutEvery }: { rate: number; cutEvery: number }): Promise<SlowLine> {
  const open = new Set<Socket>();
  let [sent, cuts, sinceCut] = [0, 0, 0];
  const cut = (): void => {
    cuts += 1;
    sinceCut = 0;
    for (const socket of open) socket.destroy();
    open.clear();
  };
  const carry = (from: Socket, to: Socket, free: { at: number }, carried: (bytes: number) => void): void => {
    from.on('data', (piece: Buffer) => {
      from.pause();
      void (async () => {
        for (let at = 0; at < piece.length && !to.destroyed; ) {
          const part = piece.subarray(at, at + Math.ceil((rate * tickMs) / 1000));
          const now = performance.now();
          free.at = Math.max(now, free.at) + (part.length / rate) * 1000;
          await new Promise((resolve) => setTimeout(resolve, free.at - now));
          if (to.destroyed) return;
          to.write(part);
          carried(part.length);
          at += part.length;
        }
        from.resume();
      })();
    });
    from.on('end', () => to.end());
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  };
  const [up, down] = [{ at: 0 }, { at: 0 }];
  const server = net.createServer((station) => {
    const far = net.connect(hub);
    open.add(station).add(far);
    carry(station, far, up, (bytes) => {
      sent += bytes;
      sinceCut += bytes;
      if (sinceCut >= cutEvery) cut();
    });
    carry(far, station, down, () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`, sent: () => sent, cuts: () => cuts,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
