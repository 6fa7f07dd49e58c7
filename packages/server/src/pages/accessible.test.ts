import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Browser, chromium } from 'playwright-core';
import { axeFindings } from '../testing/axe.ts';
import { type TestApi, testApi } from '../api/testing/test-api.ts';
import { recordDays, type ShopPage, shopPage } from './testing/shop-page.ts';

let api: TestApi;
let browser: Browser;
let shop: ShopPage;
let url: string;

before(async () => {
  api = await testApi();
  shop = await shopPage(api);
  await recordDays(api, shop.monitorId, 20);
  await shopPage(api, { visibility: 'PASSWORD', password: 'correct horse' }, 'closed');
  url = await api.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
});
after(async () => {
  await browser.close();
  await api[Symbol.asyncDispose]();
});

test('axe finds nothing on a page, its history, an incident and a gate, in the light and in the dark, on any screen', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  // What the dark changes is colours alone.
  const schemes = { light: undefined, dark: ['color-contrast'] } as const;
  for (const path of ['shop', 'shop/history', `shop/incidents/${shop.incidents.open}`, 'closed']) {
    await page.goto(`${url}/status/${path}`);
    for (const width of [390, 1280, 1920]) {
      await page.setViewportSize({ width, height: 844 });
      for (const [colorScheme, rules] of Object.entries(schemes)) {
        await page.emulateMedia({ colorScheme: colorScheme as keyof typeof schemes });
        assert.deepEqual(await axeFindings(page, { rules }), [], `${path} at ${width}, ${colorScheme}`);
      }
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      assert.ok(Number(overflow) <= 0, `${path} is wider than ${width}`);
    }
  }
  await context.close();
});

test('a page is whole without scripts', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${url}/status/shop`);
  assert.equal(await page.locator('.banner h1').textContent(), 'Some systems are partly out');
  await page.locator('details.group summary').click();
  assert.equal(await page.locator('.component h3').count(), 3);
  await context.close();
});

test('with its script a page becomes what the server says without loading anew, and says when nobody answers', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.clock.install({ time: api.nowMs() });
  await page.goto(`${url}/status/shop`);
  assert.equal(await page.locator('#stale').isHidden(), true);
  const at = `/api/v1/status-pages/${shop.id}/incidents/${shop.incidents.open}/updates`;
  await api.ask('POST', at, { status: 'RESOLVED', body: 'They go out again.' });
  api.pass(40_000);
  await page.clock.fastForward(40_000);
  await page.locator('.banner h1', { hasText: 'All systems operational' }).waitFor();
  await context.setOffline(true);
  await page.clock.fastForward(6 * 60_000);
  assert.equal(await page.locator('#stale').isVisible(), true, 'nobody answers any more: it says that it is old');
  await context.close();
});
