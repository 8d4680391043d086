/** What comes by callback, taken one by one: a page is never lost, and an error is told after the pages before it. */
export type Queue<Item> = {
  push(item: Item): void;
  /** @param failure thrown to the taker after the last item. */
  end(failure?: Error): void;
  items(): AsyncGenerator<Item, void>;
};

export function createQueue<Item>(): Queue<Item> {
  const waiting: Item[] = [];
  let ended: { failure: Error | undefined } | null = null;
  let wake: () => void = () => {};
  return {
    push: (item) => {
      if (ended) return;
      waiting.push(item);
      wake();
    },
    end: (failure) => {
      ended ??= { failure };
      wake();
    },
    async *items() {
      for (;;) {
        const item = waiting.shift();
        if (item !== undefined) yield item;
        else if (!ended) await new Promise<void>((resolve) => { wake = resolve; });
        else if (ended.failure) throw ended.failure;
        else return;
      }
    },
  };
}
