import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useSay } from '../../language/use-language.ts';
import { buttonClass } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Page } from '../../ui/page.tsx';
import { monitorQuery } from '../monitor/monitor-queries.ts';
import { MonitorForm } from './monitor-form.tsx';
import { CHECK_TYPES, copyOf, type MonitorDraft, newDraft } from './monitor-draft.ts';
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
      <Templates chosen={template} />
      <MonitorForm key={`${type} ${template}`} initial={startOf(type, template)} />
    </Page>
  );
}

function startOf(type: string | undefined, template: string | undefined): MonitorDraft {
  const begun = TEMPLATES.find(({ id }) => id === template);
  if (begun) return { ...newDraft(begun.draft.type), ...begun.draft };
  return newDraft(CHECK_TYPES.find((one) => one === type) ?? CHECK_TYPES[0]!);
}

function Templates({ chosen }: { readonly chosen: string | undefined }) {
  const say = useSay();
  const navigate = useNavigate();
  return (
    <section aria-label={say('monitorForm.templates')}>
      <h2 className="mb-2 text-sm font-medium text-quiet">{say('monitorForm.templates')}</h2>
      <ul className="grid grid-cols-2 gap-2 sm:grid-cols-3 xl:grid-cols-6">
        {TEMPLATES.map(({ id, name, hint }) => (
          <li key={id} className="flex">
            <button
              type="button"
              aria-pressed={id === chosen}
              onClick={() => void navigate({ to: '/monitors/create', search: { template: id }, replace: true })}
              className={classNames(
                'flex-1 rounded-md border bg-surface px-3 py-2 text-left hover:bg-hover',
                id === chosen ? 'border-accent' : 'border-line',
              )}
            >
              <span className="block font-medium text-strong">{say(name)}</span>
              <span className="block text-sm text-quiet">{say(hint)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
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
