interface Question {
  readonly id: number;
  readonly name: string;
  readonly value: never;
}

/** Answers the questions of the process that started this one. */
export function answer(handlers: Readonly<Record<string, (value: never) => unknown>>): void {
  process.on('message', ({ id, name, value }: Question) => {
    void (async () => {
      const result = await handlers[name]?.(value);
      if (id > 0) process.send?.({ id, value: result });
    })();
  });
}
