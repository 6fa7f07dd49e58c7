/**
 * Takes the pictures of the documentation: `npm run pictures`. A server with a believable shop, seen by a real browser, on a
 * telephone, a laptop and a wall, light and dark. Needs chromium. `npm run pictures -- group regions` takes those alone.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startServer } from '@upwatch/server';
import { pino } from 'pino';
import { type Browser, chromium, type Page } from 'playwright-core';
import { loadSettings } from '../../packages/server/src/settings/load-settings.ts';
import { smallPng } from './testing/small-png.ts';
import { openShop, REGION, type Shop, writeHistory } from './testing/shop.ts';

const TO = resolve(import.meta.dirname, '../../docs/images');
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const TOKEN = 'uw_pictures_0123456789abcdef';
const OWNER = { name: 'Ada', email: 'ada@shop.example', password: 'seven small boats at noon' };
const SIZES = { phone: [390, 844], laptop: [1280, 800], wall: [1920, 1080] } as const;
const HOUR_MS = 3_600_000;
const THEMES = ['light', 'dark'] as const;
/** Names of pictures; all of them where none is named. */
const ONLY = process.argv.slice(2);

type Call = (path: string, body?: unknown, method?: string) => Promise<never>;

interface Picture {
  readonly name: string;
  readonly path: string;
  /** What is there when the page is. */
  readonly shown: string | RegExp;
  /** Drawn once the rest is there. */
  readonly drawn?: string;
  /** What is done on it before. */
  readonly act?: (page: Page) => Promise<void>;
}

const executablePath = [process.env['CHROMIUM'], ...CHROMIUM].find((file) => file !== undefined && existsSync(file));
if (executablePath === undefined)
  throw new Error('there is no chromium here: apt-get install chromium, or set CHROMIUM');
const dataDir = mkdtempSync(join(tmpdir(), 'upwatch-pictures-'));
mkdirSync(TO, { recursive: true });
try {
  await using shop = await openShop();
  const ids = await prepare(shop);
  await writeHistory(dataDir, shop);
  await using server = await started();
  const pictures = await live(server.call, shop, ids);
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
  });
  try {
    for (const theme of THEMES)
      for (const size of Object.keys(SIZES) as (keyof typeof SIZES)[])
        await takeAll(browser, server.url, pictures, theme, size);
    await takeSetUp(browser);
  } finally {
    await browser.close();
  }
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

async function started(dir = dataDir) {
  const env = { UPWATCH_API_TOKEN: TOKEN, UPWATCH_PROBE_THREADS: '1', UPWATCH_REGION: REGION };
  const config = loadSettings({ flags: { dataDir: dir, port: '0' }, env });
  const server = await startServer(config, { log: pino({ level: 'silent' }) });
  const call: Call = async (path, body, method = body === undefined ? 'GET' : 'POST') => {
    const response = await fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
    return (text === '' ? undefined : (JSON.parse(text) as { data: never }).data) as never;
  };
  return { url: server.url, setupCode: server.setupCode, call, [Symbol.asyncDispose]: async () => server.close() };
}

/** The owner, and the monitors that are not on yet. @returns the ids of monitors by name */
async function prepare(shop: Shop): Promise<ReadonlyMap<string, string>> {
  await using server = await started();
  await server.call('/auth/setup', { code: server.setupCode, ...OWNER });
  await server.call('/workspaces/1', { name: 'Example Shop' }, 'PUT');
  const ids = new Map<string, string>();
  for (const { name, body } of shop.monitors)
    ids.set(name, ((await server.call('/monitors', body)) as { readonly id: string }).id);
  return ids;
}

/** Switches everything on, and the database of the checkout off. */
async function live(call: Call, shop: Shop, ids: ReadonlyMap<string, string>): Promise<readonly Picture[]> {
  const monitorIds = [...ids.values()];
  const page = (await call('/status-pages', {
    name: 'Example Shop',
    slug: 'shop',
    incidentMode: 'AUTOMATIC',
  })) as { readonly id: string };
  for (const name of ['Shop', 'Checkout API', 'Search', 'Images', 'Blog'])
    await call(`/status-pages/${page.id}/components`, { name, type: 'MONITOR', monitorId: ids.get(name) });
  await call(`/status-pages/${page.id}/domains`, { hostname: 'status.shop.example' });
  const config = { channelType: 'email', recipients: ['ops@shop.example'] };
  const post: { readonly id: string } = await call('/alert-channels', { name: 'Post office', config });
  await call(`/status-pages/${page.id}`, { mailChannelId: post.id }, 'PUT');
  for (const name of ['ada', 'ben', 'eve'])
    await call(`/status-pages/${page.id}/subscribers`, { email: `${name}@shop.example` });
  const group = await share(call, ids);
  await call('/monitors/bulk', { action: 'RESUME', monitorIds });
  const standing = async (): Promise<readonly string[]> =>
    ((await call('/monitors')) as readonly { readonly currentStatus: string }[]).map(
      ({ currentStatus }) => currentStatus,
    );
  await until(async () => !(await standing()).includes('unknown'));
  shop.breakCheckout();
  await call(`/monitors/${ids.get('Checkout API')}`, { frequencySeconds: 5 }, 'PUT');
  await call(`/monitors/${ids.get('Search')}`, { frequencySeconds: 5 }, 'PUT');
  await until(async () => (await standing()).includes('down') && (await standing()).includes('degraded'));
  await setUp(call);
  const incidents = (await call('/incidents?status=CONFIRMED&severity=DOWN')) as readonly {
    readonly id: string;
    readonly monitorId: string | null;
  }[];
  const at = incidents.find(({ monitorId }) => monitorId === ids.get('Checkout API'))!.id;
  await call(`/incidents/${at}/updates`, {
    body: 'The database was moved this morning: looking there first.',
    notifySubscribers: false,
  });
  return [
    { name: 'overview', path: '/', shown: 'Wrong now' },
    { name: 'monitors', path: '/monitors', shown: /^Down \d/ },
    { name: 'monitor', path: `/monitors/${ids.get('Shop')}`, shown: /Up, since/, drawn: 'canvas' },
    { name: 'incident', path: `/incidents/${at}`, shown: 'Timeline' },
    { name: 'channels', path: '/channels', shown: 'On duty' },
    { name: 'policies', path: '/policies', shown: 'Night watch' },
    { name: 'maintenance', path: '/maintenance', shown: 'Backups' },
    { name: 'settings', path: '/settings', shown: 'Audit log' },
    { name: 'status-page', path: '/status/shop', shown: 'Example Shop' },
    { name: 'group', path: `/groups/${group}`, shown: 'Down when 1 member is down' },
    { name: 'tags', path: '/tags', shown: 'payments' },
    { name: 'environment', path: '/environments/production', shown: 'Images' },
    { name: 'secrets', path: '/secrets', shown: 'SHOP_TOKEN' },
    { name: 'regions', path: '/regions', shown: 'this server', drawn: 'main svg[role=img] path' },
    { name: 'status-page-editor', path: `/status-pages/${page.id}`, shown: 'Checkout API', drawn: 'iframe' },
    { name: 'status-page-look', path: `/status-pages/${page.id}?tab=look`, shown: 'Colours and logo', drawn: 'iframe' },
    { name: 'status-page-access', path: `/status-pages/${page.id}?tab=access`, shown: '_upwatch.status.shop.example' },
    { name: 'status-page-subscribers', path: `/status-pages/${page.id}?tab=subscribers`, shown: 'ada@shop.example' },
    { name: 'monitor-form', path: '/monitors/create?template=website', shown: 'Begin with' },
    {
      name: 'first-look',
      path: '/monitors/new',
      shown: 'Address',
      act: async (seen) => firstLook(seen, shopUrl(shop)),
    },
    { name: 'bulk-edit', path: '/monitors', shown: /^Down \d/, act: bulkEdit },
    { name: 'status-page-incidents', path: `/status-pages/${page.id}?tab=incidents`, shown: 'What was told' },
  ];
}

/** An address is pasted and looked at; nothing is kept yet. */
async function firstLook(page: Page, url: string): Promise<void> {
  await page.getByLabel('Address').fill(url);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Watch it' }).waitFor();
}

function shopUrl(shop: Shop): string {
  const { config } = shop.monitors[0]!.body as { readonly config: { readonly url: string } };
  return config.url.replace('shop.example', '127.0.0.1');
}

/** Three monitors are chosen, and what would change of them is shown. */
async function bulkEdit(page: Page): Promise<void> {
  for (const name of ['Shop', 'Search', 'Blog'])
    await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check();
  await page.getByRole('button', { name: 'Edit…' }).click();
  await page.getByRole('checkbox', { name: 'Look every' }).check();
  await page.getByRole('spinbutton', { name: 'Look every' }).fill('120');
  await page.getByRole('list', { name: 'What changes' }).getByText('Look every').first().waitFor();
}

/** What the monitors of the shop have in common. @returns the id of their group */
async function share(call: Call, ids: ReadonlyMap<string, string>): Promise<string> {
  const variables = { HOST: 'shop.example', CDN: 'img.shop.example' };
  const environment: { readonly id: string } = await call('/environments', {
    ...{ name: 'Production', slug: 'production', isDefault: true, variables },
  });
  for (const name of ['Shop', 'Search', 'Images'])
    await call(`/monitors/${ids.get(name)}`, { environmentId: environment.id }, 'PUT');
  const secret: { readonly id: string } = await call('/secrets', { key: 'SHOP_TOKEN', value: 'four small boats' });
  await call('/secrets', { key: 'STATUS_HOOK', value: 'five small boats' });
  const auth = { type: 'bearer', vaultSecretId: secret.id };
  await call(`/monitors/${ids.get('Checkout API')}`, { auth }, 'PUT');
  for (const [name, color] of [
    ['shop', '#2563eb'],
    ['payments', '#7c3aed'],
    ['production', '#0f9d76'],
    ['marketing', '#d97706'],
  ] as const) {
    const tags: readonly { readonly id: string; readonly name: string }[] = await call('/tags');
    await call(`/tags/${tags.find((one) => one.name === name)!.id}`, { color }, 'PUT');
  }
  const { id }: { readonly id: string } = await call('/resource-groups', {
    name: 'Buying',
    description: 'Everything that somebody needs who wants to buy',
    ...{ healthThresholdType: 'COUNT', healthThresholdValue: 1, suppressMemberAlerts: true },
  });
  for (const name of ['Shop', 'Search', 'Checkout API'])
    await call(`/resource-groups/${id}/members`, { memberType: 'monitor', memberId: ids.get(name) });
  return id;
}

/** Where to tell, whom in which order, and when work is planned. */
async function setUp(call: Call): Promise<void> {
  const channel = async (name: string, config: object): Promise<string> =>
    ((await call('/alert-channels', { name, config })) as { readonly id: string }).id;
  // Nothing listens there, and nothing leaves this machine.
  const duty = await channel('On duty', { channelType: 'webhook', url: 'http://127.0.0.1:9/duty' });
  const team = await channel('Team chat', { channelType: 'webhook', url: 'http://127.0.0.1:9/team' });
  await call('/notification-policies', {
    name: 'Night watch',
    escalation: {
      steps: [
        { delayMinutes: 0, channelIds: [duty] },
        { delayMinutes: 15, channelIds: [duty, team] },
      ],
    },
  });
  const at = (hours: number): string => new Date(Math.ceil(Date.now() / HOUR_MS + hours) * HOUR_MS).toISOString();
  const window = { allMonitors: true, suppressAlerts: true };
  await call('/maintenance-windows', {
    ...{ ...window, reason: 'Backups', repeatRule: 'FREQ=WEEKLY' },
    ...{ startsAt: at(30), endsAt: at(32) },
  });
  await call('/maintenance-windows', { ...window, reason: 'New database', startsAt: at(76), endsAt: at(80) });
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((done) => setTimeout(done, 500));
}

async function takeAll(
  browser: Browser,
  url: string,
  pictures: readonly Picture[],
  theme: (typeof THEMES)[number],
  size: keyof typeof SIZES,
): Promise<void> {
  const [width, height] = SIZES[size];
  const context = await browser.newContext({
    ...{ baseURL: url, locale: 'en-GB', colorScheme: theme, viewport: { width, height } },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const { email, password } = OWNER;
  const entered = await page.request.post('/api/v1/auth/login', {
    data: { email, password },
    headers: { origin: url },
  });
  if (!entered.ok()) throw new Error(await entered.text());
  for (const picture of pictures)
    if (ONLY.length === 0 || ONLY.includes(picture.name))
      await take(page, picture, join(TO, `${picture.name}-${width}-${theme}.png`));
  await context.close();
}

/** What a server shows that has no owner yet. */
async function takeSetUp(browser: Browser): Promise<void> {
  if (ONLY.length > 0 && !ONLY.includes('set-up')) return;
  const dir = mkdtempSync(join(tmpdir(), 'upwatch-pictures-'));
  try {
    await using server = await started(dir);
    for (const theme of THEMES)
      for (const [width, height] of Object.values(SIZES)) {
        const viewport = { width, height };
        const page = await browser.newPage({ baseURL: server.url, locale: 'en-GB', colorScheme: theme, viewport });
        const picture = { name: 'set-up', path: '/', shown: 'Setup code' };
        await take(page, picture, join(TO, `set-up-${width}-${theme}.png`));
        await page.close();
      }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function take(page: Page, { path, shown, drawn, act }: Picture, file: string): Promise<void> {
  await page.goto(path);
  await page.locator('body').getByText(shown).first().waitFor();
  await act?.(page);
  if (drawn !== undefined) await page.locator(`${drawn}:visible`).first().waitFor();
  if (drawn === 'iframe') await page.frameLocator('iframe:visible').getByRole('banner').waitFor();
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
  writeFileSync(file, smallPng(await page.screenshot()));
}
