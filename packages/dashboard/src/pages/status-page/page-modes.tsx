/** What a page tells by itself: chosen at once, and taken back where the server refuses. */
import type { StatusPage } from '@upwatch/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../../api/client.ts';
import { PAGES_KEY, statusPageQuery } from '../../api/status-page-queries.ts';
import { useMay } from '../../api/use-may.ts';
import type { PlainKey } from '../../language/catalogue.ts';
import { useSay } from '../../language/use-language.ts';
import { Field, Select } from '../../ui/field.tsx';
import { toastDone } from '../../ui/toast.ts';
import { keyIn, keysOf } from '../status-pages/page-words.ts';

type Modes = Pick<StatusPage, 'incidentMode' | 'maintenanceMode'>;

const INCIDENT_MODES: Readonly<Record<StatusPage['incidentMode'], PlainKey>> = {
  MANUAL: 'statusPages.modeManual',
  REVIEW: 'statusPages.modeReview',
  AUTOMATIC: 'statusPages.modeAutomatic',
};
const MAINTENANCE_MODES: Readonly<Record<StatusPage['maintenanceMode'], PlainKey>> = {
  MANUAL: 'statusPages.workManual',
  AUTOMATIC: 'statusPages.workAutomatic',
};

export function PageModes({ page }: { readonly page: StatusPage }) {
  const say = useSay();
  const queries = useQueryClient();
  const { queryKey } = statusPageQuery(page.id);
  const { mutate } = useMutation({
    mutationFn: async (modes: Partial<Modes>) => client.statusPages.update(page.id, modes),
    onMutate: async (modes) => {
      await queries.cancelQueries({ queryKey });
      queries.setQueryData(queryKey, (before) => before && { ...before, ...modes });
    },
    onError: () => queries.setQueryData(queryKey, page),
    onSuccess: () => toastDone(say('statusPages.saved')),
    onSettled: async () => queries.invalidateQueries({ queryKey: PAGES_KEY }),
  });
  return (
    <div className="flex min-w-0 flex-wrap gap-4">
      <Mode
        question="statusPages.incidentMode"
        modes={INCIDENT_MODES}
        value={page.incidentMode}
        onChoose={(incidentMode) => mutate({ incidentMode })}
      />
      <Mode
        question="statusPages.maintenanceMode"
        modes={MAINTENANCE_MODES}
        value={page.maintenanceMode}
        onChoose={(maintenanceMode) => mutate({ maintenanceMode })}
      />
    </div>
  );
}

interface ModeProps<M extends string> {
  readonly question: PlainKey;
  readonly modes: Readonly<Record<M, PlainKey>>;
  readonly value: M;
  readonly onChoose: (mode: M) => void;
}

function Mode<M extends string>({ question, modes, value, onChoose }: ModeProps<M>) {
  const say = useSay();
  const word = (key: PlainKey): string => say(key);
  const mayChange = useMay('work');
  return (
    <div className="min-w-0">
      <Field label={say(question)}>
        {(control) => (
          <Select
            {...control}
            className="max-w-full"
            disabled={!mayChange}
            value={value}
            onChoose={(chosen) => onChoose(keyIn(modes, chosen) ?? value)}
            options={keysOf(modes).map((mode) => [mode, word(modes[mode])])}
          />
        )}
      </Field>
    </div>
  );
}
