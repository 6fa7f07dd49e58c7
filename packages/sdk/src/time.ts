/** The clock and the chance of a client; tests put their own in their place. */
export interface Time {
  /** Epoch milliseconds. */
  now(): number;
  /** Resolves after so many milliseconds; rejects with the reason of the signal as soon as that is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** From 0 to 1, less than 1. */
  random(): number;
}

export const realTime: Time = {
  now: () => Date.now(),
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason as Error);
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', stop);
        resolve();
      }, ms);
      function stop(): void {
        clearTimeout(timer);
        reject(signal.reason as Error);
      }
      signal.addEventListener('abort', stop, { once: true });
    }),
  random: () => Math.random(),
};
