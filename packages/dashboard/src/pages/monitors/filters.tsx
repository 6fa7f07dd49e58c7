import { useQuery } from '@tanstack/react-query';
import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { tagsQuery } from '../../api/queries.ts';
import type { PlainKey } from '../../language/catalogue.ts';
import { useSay } from '../../language/use-language.ts';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { inputClass, Select } from '../../ui/field.tsx';
import { MARKS } from '../../ui/state-mark.tsx';
import { isFiltered, type MonitorsSearch, SORTS, STATUSES } from './monitors-search.ts';

interface FiltersProps {
  readonly search: MonitorsSearch;
  readonly total: number | undefined;
  readonly onShow: (search: MonitorsSearch) => void;
}

/** A search for each letter would be a request for each. */
const TYPING_MS = 250;

const SORT_LABELS: Readonly<Record<(typeof SORTS)[number], PlainKey>> = {
  'name,asc': 'monitors.sortName',
  'createdAt,desc': 'monitors.sortNewest',
  'type,asc': 'monitors.sortType',
  'frequencySeconds,asc': 'monitors.sortInterval',
};

export function Filters({ search, total, onShow }: FiltersProps) {
  const say = useSay();
  const { data: tags = [] } = useQuery(tagsQuery);
  const { status, tag, sort, type } = search;
  return (
    <div role="search" className="flex flex-wrap items-center gap-2">
      <SearchField search={search} onShow={onShow} />
      <Select
        aria-label={say('monitors.filterStatus')}
        value={status ?? ''}
        onChoose={(value) => onShow(chosen(search, 'status', value))}
        options={[['', say('monitors.anyStatus')], ...STATUSES.map((one) => [one, say(MARKS[one].key)] as const)]}
      />
      {(tags.length > 0 || tag !== undefined) && (
        <Select
          aria-label={say('monitors.filterTag')}
          value={tag ?? ''}
          onChoose={(value) => onShow(chosen(search, 'tag', value))}
          options={[['', say('monitors.anyTag')], ...tags.map(({ name }) => [name, name] as const)]}
          className="max-w-44"
        />
      )}
      <Select
        aria-label={say('monitors.filterType')}
        value={type ?? ''}
        onChoose={(value) => onShow(chosen(search, 'type', value))}
        options={[['', say('monitors.anyType')], ...TYPES.map((one) => [one, one] as const)]}
        className="hidden sm:block"
      />
      <Select
        aria-label={say('monitors.sort')}
        value={sort ?? SORTS[0]}
        onChoose={(value) => onShow(chosen(search, 'sort', value))}
        options={SORTS.map((one) => [one, say(SORT_LABELS[one])] as const)}
        className="hidden sm:block"
      />
      {isFiltered(search) && (
        <Button look="quiet" onClick={() => onShow(sort ? { sort } : {})}>
          <X className="size-4" aria-hidden />
          {say('monitors.clear')}
        </Button>
      )}
      <span role="status" className="ml-auto text-sm text-quiet">
        {total !== undefined && say('monitors.count', { count: total })}
      </span>
    </div>
  );
}

function chosen(search: MonitorsSearch, field: keyof MonitorsSearch, value: string): MonitorsSearch {
  const { [field]: _, ...rest } = search;
  return value === '' ? rest : { ...rest, [field]: value };
}

function SearchField({ search, onShow }: Omit<FiltersProps, 'total'>) {
  const say = useSay();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(search.search ?? '');
  useEffect(() => setText(search.search ?? ''), [search.search]);
  useEffect(() => {
    if (text.trim() === (search.search ?? '')) return undefined;
    const timer = setTimeout(() => onShow(chosen(search, 'search', text.trim())), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, search, onShow]);
  useShortcuts({ '/': () => input.current?.select() });
  return (
    <div className="relative min-w-0 flex-1 basis-56 sm:max-w-80">
      <Search className="pointer-events-none absolute top-2.5 left-3 size-4 text-quiet" aria-hidden />
      <input
        ref={input}
        type="search"
        aria-label={say('monitors.search')}
        aria-keyshortcuts="/"
        placeholder={say('monitors.search')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        className={`${inputClass} border-line! pl-9`}
      />
    </div>
  );
}

/** The check types that there are: names of protocols, the same in each language. */
const TYPES = ['HTTP', 'TCP', 'DNS', 'ICMP', 'HEARTBEAT'] as const;
