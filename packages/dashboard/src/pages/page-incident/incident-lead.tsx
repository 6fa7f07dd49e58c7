import type { StatusPage } from '@upwatch/sdk';
import { Link } from '@tanstack/react-router';
import { useSay } from '../../language/use-language.ts';

/** The way back to the page that it is told on. */
export function IncidentLead({ page }: { readonly page: StatusPage }) {
  const say = useSay();
  return (
    <>
      <Link to="/status-pages" className="hover:text-strong hover:underline">
        {say('shell.statusPages')}
      </Link>
      {' / '}
      <Link
        to="/status-pages/$statusPageId"
        params={{ statusPageId: page.id }}
        search={{ tab: 'incidents' }}
        className="hover:text-strong hover:underline"
      >
        {page.name}
      </Link>
    </>
  );
}
