import { useNavigate } from '@tanstack/react-router';
import { useSay } from '../../language/use-language.ts';
import { classNames } from '../../ui/class-names.ts';
import { TEMPLATES } from './templates.ts';

/** Starting points to choose from; the form then begins with what was chosen. */
export function TemplateList({ chosen }: { readonly chosen: string | undefined }) {
  const say = useSay();
  const navigate = useNavigate();
  return (
    <section aria-label={say('monitorForm.templates')}>
      <h2 className="mb-2 text-sm font-medium text-quiet">{say('monitorForm.templates')}</h2>
      <ul className="grid grid-cols-2 gap-2 sm:grid-cols-4">
        {TEMPLATES.map(({ id, name, hint }) => (
          <li key={id} className="flex min-w-0">
            <button
              type="button"
              aria-pressed={id === chosen}
              onClick={() => void navigate({ to: '/monitors/create', search: { template: id }, replace: true })}
              className={classNames(
                'flex min-w-0 flex-1 flex-col rounded-md border bg-surface px-3 py-2 text-left hover:bg-hover',
                id === chosen ? 'border-accent' : 'border-line',
              )}
            >
              <span className="font-medium text-strong">{say(name)}</span>
              <span className="text-sm text-quiet">{say(hint)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
