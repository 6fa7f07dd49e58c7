/** What axe finds on a page as it stands in a real browser. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

export interface Finding {
  readonly id: string;
  readonly impact: string;
  /** Where, and what is wrong there. */
  readonly text: string;
}

interface Asked {
  /** Only these rules; all of them where none are named. */
  readonly rules?: readonly string[] | undefined;
  /** Only this part, as a selector. @default the whole page */
  readonly within?: string | undefined;
}

/** What was just resized or recoloured is drawn, and nothing fades any more; what moves for ever is not waited for. */
const SETTLED = `(async () => {
  const drawn = () => new Promise((done) => requestAnimationFrame(done));
  for (let frames = 0; frames < 100 && (await drawn(), document.getAnimations().length > 0); frames++);
})()`;

/**
 * Axe is told to the page once, and runs in it as often as it is asked: to tell it again each time costs more than what it does.
 * Of what holds it makes no list. Frames are not looked into: what previews show is judged where it is drawn.
 */
export async function axeFindings(page: Page, { rules, within = 'html' }: Asked = {}): Promise<readonly Finding[]> {
  if (!(await page.evaluate(`'axe' in globalThis`))) await page.evaluate(axe.source);
  const options = { iframes: false, resultTypes: ['violations'], ...(rules && { runOnly: rules }) };
  return page.evaluate(`${SETTLED}
    .then(() => axe.run(${JSON.stringify(within)}, ${JSON.stringify(options)}))
    .then(({ violations }) => violations.flatMap(({ id, impact, nodes }) =>
      nodes.map(({ target, failureSummary, html }) =>
        ({ id, impact, text: id + ' ' + target + ': ' + failureSummary + ' ' + html }))))`);
}
