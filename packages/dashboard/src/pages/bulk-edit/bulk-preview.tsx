/** What would change in each monitor, before anything does. */
import type { Monitor } from '@upwatch/sdk';
import { useSay } from '../../language/use-language.ts';
import { type Change, type MembersByGroup, type Setting, valueOf, type Wish } from './bulk-changes.ts';
import { type Naming, SETTING_NAMES, valueInWords } from './bulk-words.ts';

interface BulkPreviewProps {
  readonly changes: readonly (readonly [monitor: Monitor, change: Change])[];
  readonly wish: Wish;
  readonly members: MembersByGroup;
  readonly naming: Naming;
}

export function BulkPreview({ changes, wish, members, naming }: BulkPreviewProps) {
  const say = useSay();
  const changing = changes.filter(([, { changed }]) => changed.length > 0).length;
  const staying = changes.length - changing;
  const shown = changes.filter(([, { changed, unfit }]) => changed.length + unfit.length > 0);
  return (
    <section aria-label={say('bulkEdit.preview')} className="flex flex-col gap-2">
      <h3 className="text-sm font-medium text-strong">{say('bulkEdit.preview')}</h3>
      <p role="status" className="text-sm text-quiet">
        {[
          ...(changing > 0 ? [say('bulkEdit.changing', { count: changing })] : []),
          ...(staying > 0 ? [say('bulkEdit.staying', { count: staying })] : []),
        ].join(' · ')}
      </p>
      {shown.length > 0 && (
        // Whoever reads by keyboard scrolls it too.
        <ul
          tabIndex={0}
          aria-label={say('bulkEdit.preview')}
          className="max-h-56 divide-y divide-line overflow-y-auto rounded-md border border-line bg-surface text-sm"
        >
          {shown.map(([monitor, change]) => (
            <PreviewRow key={monitor.id} {...{ monitor, change, wish, members, naming }} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface PreviewRowProps extends Omit<BulkPreviewProps, 'changes'> {
  readonly monitor: Monitor;
  readonly change: Change;
}

function PreviewRow({ monitor, change, wish, members, naming }: PreviewRowProps) {
  const say = useSay();
  const words = (setting: Setting): string => {
    const after = valueInWords(setting, wish.draft[setting], naming);
    if (setting === 'incidentPolicy' || setting === 'group') return after;
    const before = valueInWords(setting, valueOf(monitor, setting, wish.draft, members), naming);
    return say('bulkEdit.step', { before, after });
  };
  return (
    <li className="px-3 py-1.5">
      <span className="font-medium break-words text-strong">{monitor.name}</span>
      {change.changed.map((setting) => (
        <span key={setting} className="block break-words">
          <span className="text-quiet">{say(SETTING_NAMES[setting])}:</span> {words(setting)}
        </span>
      ))}
      {change.unfit.length > 0 && (
        <span className="block text-quiet">
          {say('bulkEdit.unfit', { fields: change.unfit.map((setting) => say(SETTING_NAMES[setting])).join(', ') })}
        </span>
      )}
    </li>
  );
}
