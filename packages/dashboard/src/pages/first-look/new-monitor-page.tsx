import { useSearch } from '@tanstack/react-router';
import { useSay } from '../../language/use-language.ts';
import { Page } from '../../ui/page.tsx';
import { FirstLook } from './first-look.tsx';

export function NewMonitorPage() {
  const say = useSay();
  const { url } = useSearch({ from: '/shell/monitors/new' });
  return (
    <Page title={say('firstLook.newTitle')} lead={say('firstLook.lead')}>
      <FirstLook {...(url !== undefined && { url })} />
    </Page>
  );
}
