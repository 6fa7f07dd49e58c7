/** All tags: their colours, how many monitors have each, and the way to those. */
import type { ListedTag } from '@upwatch/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Pencil, Plus, Tag, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { tagsQuery } from '../../api/queries.ts';
import { useSay } from '../../language/use-language.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Page } from '../../ui/page.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';

const TagForm = lazy(async () => ({ default: (await import('./tag-form.tsx')).TagForm }));
const DeleteTag = lazy(async () => ({ default: (await import('./delete-tag.tsx')).DeleteTag }));

type Open = { readonly what: 'new' } | { readonly what: 'edit' | 'delete'; readonly tag: ListedTag } | undefined;

export function TagsPage() {
  const say = useSay();
  const { data: tags, error, refetch } = useQuery(tagsQuery);
  const [open, setOpen] = useState<Open>();
  const close = (): void => setOpen(undefined);
  const add = (
    <Permitted>
      <Button look="main" onClick={() => setOpen({ what: 'new' })}>
        <Plus className="size-4" aria-hidden />
        {say('tags.new')}
      </Button>
    </Permitted>
  );
  return (
    <Page title={say('tags.title')} lead={say('tags.lead')} actions={tags?.length ? add : undefined}>
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : tags === undefined ? (
        <SkeletonRows count={4} />
      ) : tags.length === 0 ? (
        <Empty icon={<Tag aria-hidden />} title={say('tags.emptyTitle')} hint={say('tags.emptyHint')} action={add} />
      ) : (
        <Card className="overflow-clip">
          <ul>
            {tags.map((tag) => (
              <Row
                key={tag.id}
                tag={tag}
                onEdit={() => setOpen({ what: 'edit', tag })}
                onDelete={() => setOpen({ what: 'delete', tag })}
              />
            ))}
          </ul>
        </Card>
      )}
      <Suspense fallback={null}>
        {open?.what === 'new' && <TagForm onClose={close} />}
        {open?.what === 'edit' && <TagForm tag={open.tag} onClose={close} />}
        {open?.what === 'delete' && <DeleteTag tag={open.tag} onClose={close} />}
      </Suspense>
    </Page>
  );
}

interface RowProps {
  readonly tag: ListedTag;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

function Row({ tag: { name, color, monitorCount }, onEdit, onDelete }: RowProps) {
  const say = useSay();
  return (
    <li className="flex items-center gap-3.5 border-b border-line px-4 py-2.5 last:border-0 sm:px-5">
      <span
        aria-hidden
        className="size-4 shrink-0 rounded-full border border-line"
        style={{ backgroundColor: color }}
      />
      <span className="min-w-0 flex-1 truncate font-medium text-strong">{name}</span>
      <Link to="/monitors" search={{ tag: name }} className="text-sm text-accent hover:underline">
        {say('monitors.count', { count: monitorCount })}
      </Link>
      <Permitted>
        <span className="flex">
          <IconButton label={say('tags.edit', { name })} onClick={onEdit}>
            <Pencil className="size-4" aria-hidden />
          </IconButton>
          <IconButton label={say('tags.delete', { name })} onClick={onDelete}>
            <Trash2 className="size-4" aria-hidden />
          </IconButton>
        </span>
      </Permitted>
    </li>
  );
}
