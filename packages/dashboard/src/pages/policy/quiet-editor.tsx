import type { PlainKey } from '../../language/catalogue.ts';
import { useSay } from '../../language/use-language.ts';
import { CheckField } from '../../ui/check-field.tsx';
import { CheckList } from '../../ui/check-list.tsx';
import { TextField } from '../../ui/field.tsx';
import { MARKS } from '../../ui/state-mark.tsx';
import { SEVERITIES, SEVERITY_STANDINGS } from '../incidents/incident-words.ts';
import type { QuietHours } from './policy-draft.ts';

interface QuietEditorProps {
  readonly quiet: QuietHours | null;
  readonly onChange: (quiet: QuietHours | null) => void;
}

const DAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;
const DAY_KEYS: Readonly<Record<(typeof DAYS)[number], PlainKey>> = {
  MON: 'policies.monday',
  TUE: 'policies.tuesday',
  WED: 'policies.wednesday',
  THU: 'policies.thursday',
  FRI: 'policies.friday',
  SAT: 'policies.saturday',
  SUN: 'policies.sunday',
};

/** When what can wait, waits. */
export function QuietEditor({ quiet, onChange }: QuietEditorProps) {
  const say = useSay();
  return (
    <div className="flex flex-col gap-4">
      <CheckField
        label={say('policies.quiet')}
        hint={say('policies.quietHint')}
        checked={quiet !== null}
        onCheck={(isOn) => onChange(isOn ? usualQuiet() : null)}
      />
      {quiet !== null && (
        <>
          <div className="grid gap-4 sm:grid-cols-3">
            <TextField
              label={say('policies.from')}
              type="time"
              required
              value={quiet.from}
              onChange={(event) => onChange({ ...quiet, from: event.target.value })}
            />
            <TextField
              label={say('policies.to')}
              type="time"
              required
              value={quiet.to}
              onChange={(event) => onChange({ ...quiet, to: event.target.value })}
            />
            <TextField
              label={say('policies.timeZone')}
              required
              value={quiet.timeZone}
              onChange={(event) => onChange({ ...quiet, timeZone: event.target.value })}
            />
          </div>
          <div className="grid gap-4 sm:grid-cols-2">
            <CheckList
              legend={say('policies.days')}
              options={DAYS.map((day) => [day, say(DAY_KEYS[day])])}
              chosen={quiet.days ?? DAYS}
              onChoose={(days) => onChange({ ...quiet, days: DAYS.filter((day) => days.includes(day)) })}
            />
            <CheckList
              legend={say('policies.quietSeverities')}
              options={SEVERITIES.map((one) => [one, say(MARKS[SEVERITY_STANDINGS[one]].key)])}
              chosen={quiet.severities ?? SEVERITIES}
              onChoose={(some) => onChange({ ...quiet, severities: SEVERITIES.filter((one) => some.includes(one)) })}
            />
          </div>
        </>
      )}
    </div>
  );
}

/** Nights in the reader's own zone, and not for what is down. */
function usualQuiet(): QuietHours {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return { timeZone, from: '22:00', to: '07:00', severities: ['DEGRADED', 'MAINTENANCE'] };
}
