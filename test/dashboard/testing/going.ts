/** From page to page as links of the dashboard lead, which costs a third of loading each anew. */
import type { Page } from 'playwright-core';

/** Goes to a page and waits until its title is there, and nothing is on its way any more. */
export async function goTo(page: Page, path: string): Promise<void> {
  if (await isLink(page, path)) {
    // The title of the page before is none of this one.
    await page.locator('main h1').evaluate((title) => title.setAttribute('data-left', ''));
    await page.evaluate(`history.pushState({}, '', ${JSON.stringify(path)})`);
  } else {
    await page.goto(path);
  }
  await page.locator('main h1:not([data-left])').waitFor();
  await page.locator('main .skeleton').first().waitFor({ state: 'detached' });
}

/** Where the title may stay the same is no telling: within one page, and from one that a role may not open to the next. */
async function isLink(page: Page, path: string): Promise<boolean> {
  if (!page.url().startsWith('http') || new URL(page.url()).pathname === new URL(path, page.url()).pathname)
    return false;
  if ((await page.getByRole('heading', { name: 'Not for your role' }).count()) > 0) return false;
  // What is no page of the dashboard, or one of those who are not in, has no frame around it.
  return (await page.locator('nav').count()) > 0;
}
