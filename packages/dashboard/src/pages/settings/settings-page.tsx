/** The way to everything that is set up, on a phone too. */
import { Link } from '@tanstack/react-router';
import { usePermitted } from '../../api/use-may.ts';
import { useSay } from '../../language/use-language.ts';
import { Page } from '../../ui/page.tsx';
import { SETTINGS_LINKS } from './settings-links.ts';

export function SettingsPage() {
  const say = useSay();
  return (
    <Page title={say('settings.title')}>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {usePermitted(SETTINGS_LINKS).map(({ to, label, hint, icon: Icon }) => (
          <li key={to}>
            <Link
              to={to}
              className="flex h-full items-start gap-3.5 rounded-lg border border-line bg-surface px-4 py-4 hover:bg-hover"
            >
              <Icon className="mt-0.5 size-5 shrink-0 text-quiet" aria-hidden />
              <span className="min-w-0">
                <span className="block font-medium text-strong">{say(label)}</span>
                <span className="block text-sm text-quiet">{say(hint)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
