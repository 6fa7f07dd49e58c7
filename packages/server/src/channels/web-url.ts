/** The URL of a provider as a setting. */
import { isTwoHosts } from '@upwatch/probe';
import { z } from 'zod';
import { maskSecret } from './secrets.ts';

/**
 * An absolute http or https URL without credentials in it.
 * @param advice what to do instead of writing credentials into the URL
 */
export function webUrl(advice: string): z.ZodType<string> {
  return z
    .string()
    .min(1, 'must not be empty')
    .max(4_096, 'must have at most 4096 characters')
    .superRefine((text, context) => {
      const problem = problemOf(text, advice);
      if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
    });
}

/** The URL of a path under a base URL that may end with a slash and may have a path of its own. */
export function urlUnder(base: string, path: string): string {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${path}`;
  url.search = '';
  url.hash = '';
  return url.href;
}

/**
 * A URL with a secret in its path, and how it is shown: the secret is masked where it stands. By its value it would not be
 * found in the middle of a word, where it is as short as that.
 */
export function urlWithSecret(
  base: string,
  secret: string,
  pathOf: (secret: string) => string,
): { readonly url: string; readonly shownUrl: string } {
  const shownUrl = urlUnder(base, pathOf(maskSecret(secret))).replaceAll(encodeURIComponent('•'), '•');
  return { url: urlUnder(base, pathOf(secret)), shownUrl };
}

/** The message never repeats the value: it is a secret. */
function problemOf(text: string, advice: string): string | undefined {
  if (!URL.canParse(text)) return 'must be an absolute URL, such as https://example.com/hook';
  if (isTwoHosts(text)) return 'must not hold a backslash before an @: it would name two hosts';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with http:// or https://';
  if (url.username !== '' || url.password !== '') return `must not hold a user or password; ${advice}`;
  return undefined;
}
