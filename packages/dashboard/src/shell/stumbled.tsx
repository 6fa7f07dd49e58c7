/** What is shown in place of a page that broke, or that does not exist. */
import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { CircleAlert, Compass } from 'lucide-react';
import { errorText } from '../api/error-text.ts';
import { useFormat, useSay } from '../language/use-language.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Page } from '../ui/page.tsx';
import { PALETTE_KEYS } from './header.tsx';

export function Stumbled({ error }: ErrorComponentProps) {
  const say = useSay();
  const format = useFormat();
  return (
    <Page title={say('errors.pageTitle')}>
      <Empty
        icon={<CircleAlert aria-hidden />}
        title={errorText(error, { say, format })}
        hint={say('errors.pageHint')}
        action={
          <Button look="main" onClick={() => location.reload()}>
            {say('errors.reload')}
          </Button>
        }
      />
      <pre className="overflow-x-auto rounded-lg bg-sunken p-4 font-mono text-xs text-quiet">
        {error instanceof Error ? (error.stack ?? error.message) : String(error)}
      </pre>
    </Page>
  );
}

export function NotFound() {
  const say = useSay();
  return (
    <Page title={say('errors.notFoundTitle')}>
      <Empty
        icon={<Compass aria-hidden />}
        title={say('errors.notFoundTitle')}
        hint={say('errors.notFoundHint', { keys: PALETTE_KEYS })}
        action={
          <Link to="/" className={buttonClass('main')}>
            {say('errors.toOverview')}
          </Link>
        }
      />
    </Page>
  );
}
