/** The bar at the foot of a phone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { opened } from './testing/opened.ts';

test('each word of the bar at the foot of a phone is whole and keeps off its neighbours, in every language', async (t) => {
  const place = await opened(t);
  if (!place) return;
  const page = await place.signedIn({ viewport: { width: 390, height: 844 } });
  for (const language of ['en', 'de', 'zh']) {
    for (const width of [320, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await page.evaluate((chosen) => localStorage.setItem('upwatch.language', chosen), language);
      await page.goto('/');
      await page.locator(`html[lang=${language}] nav a[href="/settings"]:visible`).waitFor();
      const words = await page.locator('nav:visible a > span').evaluateAll((spans) =>
        spans.map((span) => {
          const { left, right } = span.getBoundingClientRect();
          return { word: span.textContent, left, right, isCut: span.scrollWidth > span.clientWidth };
        }),
      );
      assert.equal(words.length, 5);
      assert.deepEqual(
        words.filter(({ isCut }) => isCut),
        [],
        `${language} at ${width}`,
      );
      const edges = [0, ...words.flatMap(({ left, right }) => [left, right]), width];
      for (let at = 0; at < edges.length; at += 2)
        assert.ok(edges[at + 1]! - edges[at]! >= 4, `${language} at ${width}: ${JSON.stringify(words)}`);
    }
  }
});
