/** A real server with nothing in it, and a browser in front of it. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { startServer } from '@upwatch/server';
import { pino } from 'pino';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { loadSettings } from '../../../packages/server/src/settings/load-settings.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** Far more than anything takes on a quiet machine. */
const PATIENCE_MS = 60_000;
const TOKEN = 'uw_dashboard_0123456789abcdef';

export const OWNER = { name: 'Ada', email: 'ada@shop.test', password: 'seven small boats at noon' } as const;

export interface Opened {
  readonly url: string;
  readonly setupCode: string;
  readonly browser: Browser;
  /** A browser of its own, with no cookie. Whatever it complains of fails the test. */
  newPage(options?: BrowserContextOptions): Promise<Page>;
  /** Asks the API with a key, and refuses what is no success. */
  call(path: string, body?: unknown, method?: string): Promise<never>;
  /** Makes the owner, and gives back a page that is signed in. */
  signedIn(options?: BrowserContextOptions): Promise<Page>;
}

export interface Before {
  /** Puts something into its data directory before it starts. */
  readonly prepare?: (dataDir: string) => Promise<void>;
  /** Whom it asks about domains of status pages. */
  readonly domainServers?: readonly string[];
}

/**
 * @param settings of the server, as its environment has them
 * @returns undefined where there is no browser: the test then says so, and how one gets it
 */
export async function opened(
  t: TestContext,
  settings: Readonly<Record<string, string>> = {},
  { prepare, domainServers }: Before = {},
): Promise<Opened | undefined> {
  const executablePath = [process.env['CHROMIUM'], ...CHROMIUM].find((file) => file !== undefined && existsSync(file));
  if (executablePath === undefined) {
    t.skip('there is no chromium here (apt-get install chromium, or CHROMIUM=its path)');
    return undefined;
  }
  const dir = mkdtempSync(join(tmpdir(), 'upwatch-dashboard-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  await prepare?.(dir);
  const env = { UPWATCH_API_TOKEN: TOKEN, UPWATCH_PROBE_THREADS: '1', ...settings };
  const config = loadSettings({ flags: { dataDir: dir, port: '0' }, env });
  const server = await startServer(config, {
    log: pino({ level: 'silent' }),
    ...(domainServers && { domainServers }),
  });
  t.after(async () => server.close());
  const { url, setupCode } = server;
  if (setupCode === undefined) throw new Error('a server without members prints a setup code');
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu'],
    timeout: PATIENCE_MS,
  });
  t.after(async () => browser.close());

  async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ baseURL: url, locale: 'en-GB', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => {
      throw error;
    });
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|TrustedHTML/.test(message.text()))
        throw new Error(message.text());
    });
    return page;
  }
  return {
    url,
    setupCode,
    browser,
    newPage,
    async call(path, body, method = body === undefined ? 'GET' : 'POST') {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${TOKEN}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(text);
      return (JSON.parse(text) as { data: never }).data;
    },
    async signedIn(options) {
      const page = await newPage(options);
      const made = await page.request.post('/api/v1/auth/setup', { data: { code: setupCode, ...OWNER } });
      if (!made.ok()) throw new Error(await made.text());
      await page.goto('/');
      return page;
    },
  };
}
