/** English of pages that few visits open: it comes with them. The other languages come whole when they are chosen. */
import type { Section } from '../message.ts';
import { policies } from './policies.ts';
import { refusals } from './refusals.ts';
import { said } from './said.ts';
import { secrets } from './secrets.ts';
import { statusPages } from './status-pages.ts';

export const englishOfPages = { policies, refusals, said, secrets, statusPages } as const satisfies Record<
  string,
  Section
>;
