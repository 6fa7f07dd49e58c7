/** Waits that end with a signal, and leave nothing on it. */

/** What `work` comes to, or what `given` says when the signal aborts first. What `work` comes to later is nobody's. */
export function within<T>(signal: AbortSignal, work: PromiseLike<T>, given: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = (): void => reject(given());
    if (signal.aborted) {
      void work.then(undefined, () => {});
      end();
      return;
    }
    signal.addEventListener('abort', end, { once: true });
    const forget = (): void => signal.removeEventListener('abort', end);
    void work.then(
      (value) => {
        forget();
        resolve(value);
      },
      (error: unknown) => {
        forget();
        reject(error);
      },
    );
  });
}

/**
 * Work that cannot be taken back, such as a command on the application's only connection: whoever asks while it has not
 * ended waits for the same, so that a frozen server is not sent one more by every probe.
 */
export function oneAtATime<T>(start: () => PromiseLike<T>): () => Promise<T> {
  let pending: Promise<T> | undefined;
  return () => {
    if (pending) return pending;
    const work = (async () => start())().finally(() => {
      if (pending === work) pending = undefined;
    });
    pending = work;
    // Whoever waited may be gone when it fails.
    void work.catch(() => {});
    return work;
  };
}
