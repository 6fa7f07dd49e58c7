import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useSay } from '../../language/use-language.ts';
import { Page } from '../../ui/page.tsx';
import { monitorQuery } from '../monitor/monitor-queries.ts';
import { MonitorForm } from './monitor-form.tsx';
import { draftOf } from './monitor-draft.ts';

export function EditMonitorPage() {
  const say = useSay();
  const { monitorId } = useParams({ from: '/shell/monitors/$monitorId/edit' });
  const { data: monitor } = useSuspenseQuery(monitorQuery(monitorId));
  return (
    <Page
      isWide
      title={say('monitorForm.editTitle', { name: monitor.name })}
      lead={
        <Link to="/monitors/$monitorId" params={{ monitorId }} className="hover:text-strong hover:underline">
          {monitor.name}
        </Link>
      }
    >
      <MonitorForm initial={draftOf(monitor)} monitor={monitor} />
    </Page>
  );
}
