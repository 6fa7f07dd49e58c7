/**
 * Bounds how many questions are sent at once. A thousand datagrams in one turn overflow the receive buffer of most name
 * servers (212,992 bytes hold about 280), and the lost ones come a second late. A question that nobody answers leaves
 * the window by its age, so names that hang hold up nobody for long.
 */
const QUESTIONS_MAX = 100;
const YOUNG_MS = 100;

export class SendWindow {
  readonly #waiting: (() => void)[] = [];
  #inside = 0;

  /** Calls `send` now or as soon as there is room. `leave` is to be called when the answer is there. */
  enter(send: (leave: () => void) => void): void {
    const go = (): void => {
      this.#inside++;
      let isInside = true;
      const leave = (): void => {
        clearTimeout(timer);
        if (!isInside) return;
        isInside = false;
        this.#inside--;
        this.#next();
      };
      const timer = setTimeout(leave, YOUNG_MS);
      send(leave);
    };
    if (this.#inside < QUESTIONS_MAX) go();
    else this.#waiting.push(go);
  }

  #next(): void {
    if (this.#inside < QUESTIONS_MAX) this.#waiting.shift()?.();
  }
}
