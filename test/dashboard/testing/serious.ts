/** Whether everybody gets through a page, by what a machine can tell of that. */
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Between two themes of one page nothing else differs. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * Opens a page, waits until it is all there, and judges it: nothing serious in either theme, and it scrolls to no side.
 * @param shown stands on it once it is there
 */
export async function isForEverybody(page: Page, path: string, shown: string | RegExp): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(path);
  await page.locator('main').getByText(shown).first().waitFor();
  await page.locator('main .skeleton').first().waitFor({ state: 'detached' });
  assert.deepEqual(await serious(page), [], `${path} light`);
  const widths = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  assert.equal(await page.evaluate(widths), 0, `${path} scrolls to no side`);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('html[data-theme=dark]').waitFor();
  assert.deepEqual(await serious(page, OF_COLOURS), [], `${path} dark`);
}

/**
 * What axe calls serious or worse, as lines that say where.
 * @param rules only these
 */
export async function serious(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  // In a frame without scripts axe never answers; what previews show is judged where it is drawn (pages/accessible.test.ts).
  // The legacy mode needs no second page to sum up what frames of other origins say: there are none.
  const builder = new AxeBuilder({ page }).exclude('iframe[sandbox=""]').setLegacyMode();
  if (rules !== undefined) builder.withRules([...rules]);
  const { violations } = await builder.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${String(target)}: ${failureSummary}`),
    );
}
