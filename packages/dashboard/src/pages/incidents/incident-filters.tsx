import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { tagsQuery } from '../../api/queries.ts';
import type { PlainKey } from '../../language/catalogue.ts';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/field.tsx';
import { MARKS } from '../../ui/state-mark.tsx';
import { SEVERITIES, SEVERITY_STANDINGS, STATUS_KEYS, STATUSES } from './incident-words.ts';
import { type IncidentsSearch, isFiltered, SOURCES, SPANS } from './incidents-search.ts';

interface FiltersProps {
  readonly search: IncidentsSearch;
  readonly total: number | undefined;
  readonly onShow: (search: IncidentsSearch) => void;
}

const SOURCE_KEYS: Readonly<Record<(typeof SOURCES)[number], PlainKey>> = {
  AUTOMATIC: 'incidents.sourceLooks',
  MANUAL: 'incidents.sourceHand',
  RESOURCE_GROUP: 'incidents.sourceGroup',
};

export function IncidentFilters({ search, total, onShow }: FiltersProps) {
  const say = useSay();
  const { data: tags = [] } = useQuery(tagsQuery);
  const choose = (field: keyof IncidentsSearch) => (value: string) => onShow(chosen(search, field, value));
  return (
    <div role="search" className="flex flex-wrap items-center gap-2">
      <Select
        aria-label={say('incidents.filterStatus')}
        value={search.status ?? ''}
        onChoose={choose('status')}
        options={[['', say('incidents.anyStatus')], ...STATUSES.map((one) => [one, say(STATUS_KEYS[one])] as const)]}
      />
      <Select
        aria-label={say('incidents.severity')}
        value={search.severity ?? ''}
        onChoose={choose('severity')}
        options={[
          ['', say('incidents.anySeverity')],
          ...SEVERITIES.map((one) => [one, say(MARKS[SEVERITY_STANDINGS[one]].key)] as const),
        ]}
      />
      <Select
        aria-label={say('incidents.filterSource')}
        value={search.source ?? ''}
        onChoose={choose('source')}
        options={[['', say('incidents.anySource')], ...SOURCES.map((one) => [one, say(SOURCE_KEYS[one])] as const)]}
      />
      {(tags.length > 0 || search.tag !== undefined) && (
        <Select
          aria-label={say('monitors.filterTag')}
          value={search.tag ?? ''}
          onChoose={choose('tag')}
          options={[['', say('monitors.anyTag')], ...tags.map(({ id, name }) => [id, name] as const)]}
          className="max-w-44"
        />
      )}
      <Select
        aria-label={say('incidents.filterSpan')}
        value={search.days ?? ''}
        onChoose={choose('days')}
        options={[
          ['', say('incidents.anySpan')],
          ...SPANS.map((days) => [days, say('incidents.lastDays', { count: Number(days) })] as const),
        ]}
      />
      {isFiltered(search) && (
        <Button look="quiet" onClick={() => onShow({})}>
          <X className="size-4" aria-hidden />
          {say('monitors.clear')}
        </Button>
      )}
      <span role="status" className="ml-auto text-sm text-quiet">
        {total !== undefined && say('incidents.count', { count: total })}
      </span>
    </div>
  );
}

/** Another filter begins at the first page again. */
function chosen(search: IncidentsSearch, field: keyof IncidentsSearch, value: string): IncidentsSearch {
  const { [field]: _, page: __, ...rest } = search;
  return value === '' ? rest : { ...rest, [field]: value };
}
