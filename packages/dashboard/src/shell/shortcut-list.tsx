import { useMay, usePermitted } from '../api/use-may.ts';
import { useSay } from '../language/use-language.ts';
import { Dialog } from '../ui/dialog.tsx';
import { PALETTE_KEYS } from './header.tsx';
import { NAVIGATION } from './navigation.ts';

/** All shortcuts, as `?` shows them. */
export function ShortcutList({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const mayWork = useMay('work');
  const rows: readonly (readonly [keys: readonly string[], what: string])[] = [
    [[PALETTE_KEYS], say('shell.shortcutPalette')],
    [['?'], say('shell.shortcutHelp')],
    ...usePermitted(NAVIGATION).map(
      ({ letter, label }) => [['g', letter], say('shell.shortcutGo', { page: say(label) })] as const,
    ),
    ...(mayWork ? [[['c'], say('shell.shortcutNew')] as const] : []),
    [['/'], say('shell.shortcutSearch')],
    [['j'], say('shell.shortcutDown')],
    [['k'], say('shell.shortcutUp')],
    ...(mayWork ? [[['x'], say('shell.shortcutSelect')] as const] : []),
  ];
  return (
    <Dialog isOpen onClose={onClose} title={say('shell.shortcuts')}>
      <dl className="flex flex-col">
        {rows.map(([keys, what]) => (
          <div key={what} className="flex items-center justify-between gap-6 border-b border-line py-2 last:border-0">
            <dt>{what}</dt>
            <dd className="flex items-center gap-1.5">
              {keys.map((key, at) => (
                <span key={key} className="flex items-center gap-1.5">
                  {at > 0 && <span className="text-xs text-quiet">{say('shell.shortcutThen')}</span>}
                  <kbd className="min-w-6 rounded border border-line bg-sunken px-1.5 text-center font-sans text-sm text-strong">
                    {key}
                  </kbd>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
