/** Says what came of an action. What shows it is loaded after the page is there; until then it waits here. */
import { say } from '../language/use-language.ts';

interface Toast {
  readonly text: string;
  readonly isFailure: boolean;
}

type Show = (toast: Toast) => void;

let show: Show | undefined;
const waiting: Toast[] = [];

/** Says that something was done. */
export function toastDone(text: string): void {
  put({ text, isFailure: false });
}

/** Says that something failed, and why. */
export function toastFailed(reason: string): void {
  put({ text: say('errors.failed', { reason }), isFailure: true });
}

function put(toast: Toast): void {
  if (show) show(toast);
  else waiting.push(toast);
}

/** Takes all toasts from now on, those that wait first. @returns ends it */
export function takeToasts(taker: Show): () => void {
  show = taker;
  for (const toast of waiting.splice(0)) taker(toast);
  return () => (show = undefined);
}
