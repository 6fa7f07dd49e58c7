/** Brings the English of pages along with the page that needs it, so that the first visit does not wait for it. */
import type { englishOfPages } from './en/of-pages.ts';

let learned: typeof englishOfPages | undefined;

/** Loads a page together with what it says. */
export function withWords<P>(load: () => Promise<P>): () => Promise<P> {
  return async () => {
    const [page, words] = await Promise.all([load(), import('./en/of-pages.ts')]);
    learned = words.englishOfPages;
    return page;
  };
}

export function learnedEnglish(): typeof englishOfPages | undefined {
  return learned;
}
