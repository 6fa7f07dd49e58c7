/** English of pages that few visits open: it comes with them. The other languages come whole when they are chosen. */
import type { Section } from '../message.ts';
import { said } from './said.ts';
import { statusPages } from './status-pages.ts';

export const englishOfPages = { said, statusPages } as const satisfies Record<string, Section>;
