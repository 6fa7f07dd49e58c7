import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useSay } from '../../language/use-language.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { monitorQuery } from '../monitor/monitor-queries.ts';
import { MonitorForm } from './monitor-form.tsx';
import { CHECK_TYPES, copyOf, type MonitorDraft, newDraft } from './monitor-draft.ts';
import { TemplateList } from './template-list.tsx';
import { TEMPLATES } from './templates.ts';

/** A new monitor: from nothing, from a starting point, or as a copy of another. */
export function CreateMonitorPage() {
  const search = useSearch({ from: '/shell/monitors/create' });
  return search.from === undefined ? <FromTemplate /> : <FromMonitor monitorId={search.from} />;
}

function FromTemplate() {
  const say = useSay();
  const { type, template } = useSearch({ from: '/shell/monitors/create' });
  return (
    <Page
      isWide
      title={say('monitorForm.createTitle')}
      lead={say('monitorForm.createLead')}
      actions={
        <Link to="/monitors/new" className={buttonClass('plain')}>
          {say('monitorForm.toFirstLook')}
        </Link>
      }
    >
      <TemplateList chosen={template} />
      <MonitorForm key={`${type} ${template}`} initial={startOf(type, template)} />
    </Page>
  );
}

function startOf(type: string | undefined, template: string | undefined): MonitorDraft {
  const begun = TEMPLATES.find(({ id }) => id === template);
  if (begun) return { ...newDraft(begun.draft.type), ...begun.draft };
  return newDraft(CHECK_TYPES.find((one) => one === type) ?? CHECK_TYPES[0]!);
}

function FromMonitor({ monitorId }: { readonly monitorId: string }) {
  const say = useSay();
  const { data: monitor } = useSuspenseQuery(monitorQuery(monitorId));
  const name = say('monitorForm.cloneTitle', { name: monitor.name });
  return (
    <Page isWide title={name} lead={say('monitorForm.cloneLead')}>
      <MonitorForm initial={copyOf(monitor, name)} />
    </Page>
  );
}
