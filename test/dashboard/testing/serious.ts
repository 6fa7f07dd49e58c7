import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/**
 * What axe calls serious or worse, as lines that say where.
 * @param rules only these: between two themes of one page nothing differs but colours
 */
export async function serious(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  // In a frame without scripts axe never answers; what previews show is judged where it is drawn (pages/accessible.test.ts).
  const builder = new AxeBuilder({ page }).exclude('iframe[sandbox=""]');
  if (rules !== undefined) builder.withRules([...rules]);
  const { violations } = await builder.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${String(target)}: ${failureSummary}`),
    );
}
