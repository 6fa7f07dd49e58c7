/** Whether everybody gets through a page, by what a machine can tell of that: on a phone, a laptop and a wall, in the light and in the dark. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { axeFindings } from '../../../packages/server/src/testing/axe.ts';
import { goTo } from './going.ts';

const SIZES = [
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;
type Size = (typeof SIZES)[number];
/** Between two themes of one page nothing else differs. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];
const WIDER = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
/**
 * All that axe judges by: which elements are shown, in which colours and letters, and which of them scroll. Where that is as it
 * was at another size, there is nothing new to judge.
 */
const LOOK = `[...document.querySelectorAll('body *')].filter((one) => one.checkVisibility()).map((one) => {
  const { color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight, position, clip } = getComputedStyle(one);
  const scrolls = one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
  return [one.tagName, color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight, position, clip, scrolls].join();
}).join('|')`;
/** Where what stands around every page was judged: it is the same around the next one. */
const framesJudged = new WeakSet<Page>();

/**
 * Goes to a page, waits until it is all there, and judges it.
 * @param shown stands on it once it is there
 */
export async function isForEverybody(page: Page, path: string, shown: string | RegExp): Promise<void> {
  await goTo(page, path);
  await page.locator('main').getByText(shown).first().waitFor();
  await isFaultless(page, path, framesJudged.has(page) ? 'main' : undefined);
  framesJudged.add(page);
}

/**
 * Judges a page as it stands: nothing serious in either theme at any size, and it scrolls to no side.
 * @param within only this part, as a selector
 */
export async function isFaultless(page: Page, what: string, within?: string): Promise<void> {
  const known = new Set<string>();
  const judged = async (theme: 'light' | 'dark', size: Size, rules?: readonly string[]): Promise<void> => {
    await page.setViewportSize(size);
    const at = `${what} at ${size.width}, ${theme}`;
    const look = `${theme} ${String(await page.evaluate(LOOK))}`;
    if (!known.has(look)) assert.deepEqual(await serious(page, { rules, within }), [], at);
    known.add(look);
    assert.equal(await page.evaluate(WIDER), 0, `${at}: it scrolls to no side`);
  };
  await inTheme(page, 'light');
  for (const size of SIZES) await judged('light', size);
  await inTheme(page, 'dark');
  // Back again: each size less that the browser is told costs as much as a judgement.
  for (const size of SIZES.toReversed()) await judged('dark', size, OF_COLOURS);
}

async function serious(page: Page, asked: Parameters<typeof axeFindings>[1]): Promise<readonly string[]> {
  const found = await axeFindings(page, asked);
  return found.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ text }) => text);
}

async function inTheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  // What fades from one colour to another has neither for a while.
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
}
