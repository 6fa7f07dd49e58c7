/** Case files that lie beside the checkout, not in it. Tests that need one skip where it is absent, but not under CI. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Finds a file of the `shared` folder that stands beside the checkout or above it.
 * @param path inside that folder: `corpora/channel-answers.json`
 * @returns its absolute path; undefined where there is none
 * @throws Error under CI, where the case files must be present
 */
export function sharedFile(path: string): string | undefined {
  let folder = import.meta.dirname;
  for (;;) {
    const candidate = join(folder, 'shared', path);
    if (existsSync(candidate)) return candidate;
    const above = dirname(folder);
    if (above === folder) break;
    folder = above;
  }
  if (process.env['CI']) throw new Error(`shared/${path} is not beside the checkout, and CI must run its tests`);
  return undefined;
}

/** A URL that somebody gave, and whether a server that stays out of its own network may go there. */
export interface UrlCase {
  readonly id: string;
  readonly url: string;
  /** What its name stands for, where the case or its name says it. */
  readonly dns: readonly string[] | undefined;
  readonly isBlocked: boolean;
}

/** What names of the cases stand for, where the case does not say it. */
const NAMES: Readonly<Record<string, string>> = {
  'metadata.google.internal': '169.254.169.254',
  'localhost.': '127.0.0.1',
  'api.localhost': '127.0.0.1',
  'hooks.example.com': '93.184.216.34',
  'example.com': '93.184.216.34',
};

/** The URLs by which servers are led astray. Empty where the case files are absent, but not under CI. */
export function urlCases(): readonly UrlCase[] {
  const file = sharedFile('corpora/ssrf-urls.json');
  if (file === undefined) return [];
  const { cases } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly cases: readonly {
      readonly id: string;
      readonly input: { readonly url: string; readonly dns?: readonly string[] };
      readonly expected: { readonly policy_default: 'blocked' | 'allowed' };
    }[];
  };
  return cases.map(({ id, input: { url, dns }, expected }) => {
    const named = NAMES[URL.parse(url)?.hostname ?? ''];
    return {
      id,
      url,
      dns: dns ?? (named === undefined ? undefined : [named]),
      isBlocked: expected.policy_default === 'blocked',
    };
  });
}
