import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import { testApi } from '../api/testing/test-api.ts';
import { recordDays, shopPage } from './testing/shop-page.ts';

const CHROMIUM = { executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] };

test('axe finds nothing on a page, its history, an incident and a gate, in the light and in the dark', async () => {
  await using api = await testApi();
  const shop = await shopPage(api);
  await recordDays(api, shop.monitorId, 20);
  await shopPage(api, { visibility: 'PASSWORD', password: 'correct horse' }, 'closed');
  const url = await api.app.listen({ host: '127.0.0.1', port: 0 });
  const browser = await chromium.launch(CHROMIUM);
  try {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ colorScheme, viewport: { width: 390, height: 844 } });
      const page = await context.newPage();
      for (const path of ['shop', 'shop/history', `shop/incidents/${shop.incidents.open}`, 'closed']) {
        await page.goto(`${url}/status/${path}`);
        const { violations } = await new AxeBuilder({ page }).analyze();
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
        assert.deepEqual(found, [], `${path}, ${colorScheme}`);
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        assert.ok(Number(overflow) <= 0, `${path} is wider than a phone`);
      }
      await context.close();
    }
  } finally {
    await browser.close();
  }
});

test('a page is whole without scripts, and with its script becomes what the server says without loading anew', async () => {
  await using api = await testApi();
  const shop = await shopPage(api);
  const url = await api.app.listen({ host: '127.0.0.1', port: 0 });
  const browser = await chromium.launch(CHROMIUM);
  try {
    const bare = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await bare.goto(`${url}/status/shop`);
    assert.equal(await bare.locator('.banner h1').textContent(), 'Some systems are partly out');
    await bare.locator('details.group summary').click();
    assert.equal(await bare.locator('.component h3').count(), 3);
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.clock.install({ time: api.nowMs() });
    await page.goto(`${url}/status/shop`);
    assert.equal(await page.locator('#stale').isHidden(), true);
    const at = `/api/v1/status-pages/${shop.id}/incidents/${shop.incidents.open}/updates`;
    await api.ask('POST', at, { status: 'RESOLVED', body: 'They go out again.' });
    api.pass(40_000);
    await page.clock.runFor(40_000);
    await page.locator('.banner h1', { hasText: 'All systems operational' }).waitFor();
    await api.app.close();
    await page.clock.runFor(6 * 60_000);
    assert.equal(await page.locator('#stale').isVisible(), true, 'nobody answers any more: it says that it is old');
  } finally {
    await browser.close();
  }
});
