import type { BulkMonitorActionRequest } from '@upwatch/sdk';
import { useQuery } from '@tanstack/react-query';
import { Pause, Pencil, Play, Tag, Trash2, X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { tagsQuery } from '../../api/queries.ts';
import { useSay } from '../../language/use-language.ts';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { Button, buttonClass, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import { TagDot } from '../../ui/tag-dot.tsx';
import { useBulk } from './bulk.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import type { Selection } from './selection.ts';

const BulkEdit = lazy(async () => ({ default: (await import('../bulk-edit/bulk-edit.tsx')).BulkEdit }));

interface BulkBarProps {
  readonly selection: Selection;
  readonly onDone: () => void;
}

/** What can be done to all that are selected, at the foot of the window. */
export function BulkBar({ selection, onDone }: BulkBarProps) {
  const say = useSay();
  const { mutate, isPending } = useBulk();
  const [isDeleting, setDeleting] = useState(false);
  const [isEditing, setEditing] = useState(false);
  const monitorIds = [...selection.keys()];
  const act = (request: Omit<BulkMonitorActionRequest, 'monitorIds'>): void => {
    mutate({ ...request, monitorIds }, { onSuccess: onDone });
  };
  useShortcuts({ Escape: onDone });
  return (
    <div
      role="toolbar"
      aria-label={say('monitors.selected', { count: selection.size })}
      className="sticky bottom-20 z-10 mx-auto flex max-w-full flex-wrap items-center justify-center gap-2 rounded-xl border border-line bg-raised p-2 pl-4 shadow-lift md:bottom-6"
    >
      <span className="mr-2 font-medium text-strong">{say('monitors.selected', { count: selection.size })}</span>
      <Button isSmall isBusy={isPending} onClick={() => act({ action: 'PAUSE' })}>
        <Pause className="size-4" aria-hidden />
        {say('monitors.pause')}
      </Button>
      <Button isSmall isBusy={isPending} onClick={() => act({ action: 'RESUME' })}>
        <Play className="size-4" aria-hidden />
        {say('monitors.resume')}
      </Button>
      <Button isSmall onClick={() => setEditing(true)}>
        <Pencil className="size-4" aria-hidden />
        {say('bulkEdit.open')}
      </Button>
      <TagMenu onAct={act} />
      <Button isSmall look="danger" onClick={() => setDeleting(true)}>
        <Trash2 className="size-4" aria-hidden />
        {say('ui.delete')}
      </Button>
      <IconButton label={say('monitors.selectNone')} onClick={onDone}>
        <X className="size-4" aria-hidden />
      </IconButton>
      <Suspense fallback={null}>
        {isEditing && <BulkEdit monitors={[...selection.values()]} onClose={() => setEditing(false)} onDone={onDone} />}
      </Suspense>
      {isDeleting && (
        <DeleteDialog
          monitorIds={monitorIds}
          onClose={() => {
            setDeleting(false);
            onDone();
          }}
        />
      )}
    </div>
  );
}

function TagMenu({ onAct }: { readonly onAct: (request: Omit<BulkMonitorActionRequest, 'monitorIds'>) => void }) {
  const say = useSay();
  const { data: tags = [] } = useQuery(tagsQuery);
  const [isNaming, setNaming] = useState(false);
  return (
    <>
      <Menu
        label={say('overview.tags')}
        side="top"
        trigger={
          <>
            <Tag className="size-4" aria-hidden />
            {say('overview.tags')}
          </>
        }
        triggerClass={buttonClass('plain', true)}
      >
        <MenuItem onSelect={() => setNaming(true)}>
          <Tag aria-hidden />
          {say('monitors.newTag')}
        </MenuItem>
        {tags.length > 0 && <MenuSeparator />}
        {tags.map(({ id, name, color }) => (
          <MenuItem key={id} onSelect={() => onAct({ action: 'ADD_TAG', tagIds: [id] })}>
            <TagDot color={color} />
            {say('monitors.addTagNamed', { name })}
          </MenuItem>
        ))}
        {tags.length > 0 && <MenuSeparator />}
        {tags.map(({ id, name, color }) => (
          <MenuItem key={id} onSelect={() => onAct({ action: 'REMOVE_TAG', tagIds: [id] })}>
            <TagDot color={color} />
            {say('monitors.removeTagNamed', { name })}
          </MenuItem>
        ))}
      </Menu>
      {isNaming && (
        <NewTagDialog
          onClose={() => setNaming(false)}
          onName={(name) => onAct({ action: 'ADD_TAG', newTags: [{ name }] })}
        />
      )}
    </>
  );
}

function NewTagDialog({ onClose, onName }: { readonly onClose: () => void; readonly onName: (name: string) => void }) {
  const say = useSay();
  const [name, setName] = useState('');
  return (
    <Dialog isOpen onClose={onClose} title={say('monitors.newTag')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onName(name.trim());
          onClose();
        }}
      >
        <TextField
          label={say('monitors.tagName')}
          value={name}
          maxLength={100}
          required
          autoFocus
          onChange={(event) => setName(event.target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{say('ui.cancel')}</Button>
          <Button type="submit" look="main">
            {say('monitors.addTag')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
