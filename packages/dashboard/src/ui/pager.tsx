import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useSay } from '../language/use-language.ts';
import { IconButton } from './button.tsx';

interface PagerProps {
  /** Of the page that is shown, from 0. */
  readonly page: number;
  readonly pages: number;
  readonly onPage: (page: number) => void;
}

/** The pages of a list. Nothing where there is only one. */
export function Pager({ page, pages, onPage }: PagerProps) {
  const say = useSay();
  if (pages <= 1) return null;
  return (
    <nav aria-label={say('ui.pages')} className="flex items-center justify-end gap-1">
      <span className="mr-2 text-sm text-quiet">{say('ui.pageOf', { page: page + 1, pages })}</span>
      <IconButton label={say('ui.previous')} disabled={page === 0} onClick={() => onPage(page - 1)}>
        <ChevronLeft className="size-4" aria-hidden />
      </IconButton>
      <IconButton label={say('ui.next')} disabled={page + 1 >= pages} onClick={() => onPage(page + 1)}>
        <ChevronRight className="size-4" aria-hidden />
      </IconButton>
    </nav>
  );
}
