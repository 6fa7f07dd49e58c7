import { Link, useSearch } from '@tanstack/react-router';
import { useSay } from '../../language/use-language.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { FirstLook } from './first-look.tsx';

export function NewMonitorPage() {
  const say = useSay();
  const { url } = useSearch({ from: '/shell/monitors/new' });
  return (
    <Page
      title={say('firstLook.newTitle')}
      lead={say('firstLook.lead')}
      actions={
        <Link to="/monitors/create" className={buttonClass('plain')}>
          {say('monitorForm.everySetting')}
        </Link>
      }
    >
      <FirstLook {...(url !== undefined && { url })} />
    </Page>
  );
}
