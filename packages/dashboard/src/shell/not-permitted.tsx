import { Link } from '@tanstack/react-router';
import { EyeOff } from 'lucide-react';
import { useSay } from '../language/use-language.ts';
import { buttonClass } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Page } from '../ui/page.tsx';

/** In place of a page that demands more than the role of whoever opens it. */
export function NotPermitted() {
  const say = useSay();
  return (
    <Page title={say('shell.notPermittedTitle')}>
      <Empty
        icon={<EyeOff aria-hidden />}
        title={say('shell.notPermitted')}
        hint={say('shell.notPermittedHint')}
        action={
          <Link to="/" className={buttonClass()}>
            {say('errors.toOverview')}
          </Link>
        }
      />
    </Page>
  );
}
