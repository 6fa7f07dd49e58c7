/** What a page may load: its own files, and the logo that its operator named. Nothing runs or styles from within it. */
import type { StatusPage } from '../stores/port.ts';
import { webAddress } from './render/document.ts';

/** @param page undefined: of no page at all */
export function pagePolicy(page: Pick<StatusPage, 'branding' | 'options'> | undefined): string {
  const { branding = {}, options = {} } = page ?? {};
  const images = [branding['logoUrl'], branding['faviconUrl']].flatMap((value) => {
    const address = webAddress(value);
    return address === undefined ? [] : [new URL(address).origin];
  });
  const ancestors = options.frameAncestors ?? [];
  return [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    `img-src ${[...new Set(["'self'", ...images])].join(' ')}`,
    "connect-src 'self'",
    "form-action 'self'",
    `frame-ancestors ${ancestors.length > 0 ? ancestors.join(' ') : "'none'"}`,
    "base-uri 'none'",
  ].join('; ');
}
