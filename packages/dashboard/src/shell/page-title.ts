/** The browser's tab: the page, and how many monitors are down, in words and as a picture. */
import { addressOf } from '../base-path.ts';
import { say } from '../language/use-language.ts';

let title = '';
let down = 0;
let isTrouble = false;

export function setPageTitle(next: string): void {
  title = next;
  show();
}

/** @param facts.isTrouble something is degraded, though nothing is down */
export function setTabState(facts: { readonly down: number; readonly isTrouble: boolean }): void {
  ({ down, isTrouble } = facts);
  show();
}

function show(): void {
  const named = title === '' ? say('shell.product') : `${title} · ${say('shell.product')}`;
  document.title = down > 0 ? say('shell.downTitle', { count: down, title: named }) : named;
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const wanted = addressOf(down > 0 ? '/favicon-down.svg' : isTrouble ? '/favicon-degraded.svg' : '/favicon.svg');
  if (icon && icon.getAttribute('href') !== wanted) icon.setAttribute('href', wanted);
}
