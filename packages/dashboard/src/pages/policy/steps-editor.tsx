import type { AlertChannel } from '@upwatch/sdk';
import { Plus, X } from 'lucide-react';
import { useSay } from '../../language/use-language.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { CheckList } from '../../ui/check-list.tsx';
import { TextField } from '../../ui/field.tsx';
import { emptyStep, type Step } from './policy-draft.ts';

interface StepsEditorProps {
  readonly steps: readonly Step[];
  readonly channels: readonly AlertChannel[];
  readonly onChange: (steps: readonly Step[]) => void;
}

/** What a further step waits, where nobody has said how long. */
const USUAL_DELAY_MINUTES = 10;
const WEEK_MINUTES = 10_080;

/** Who is told first, and who next while nobody has taken it on. */
export function StepsEditor({ steps, channels, onChange }: StepsEditorProps) {
  const say = useSay();
  const change = (at: number, part: Partial<Step>): void =>
    onChange(steps.map((step, other) => (other === at ? { ...step, ...part } : step)));
  return (
    <div className="flex flex-col gap-3">
      <ol className="flex flex-col gap-3">
        {steps.map((step, at) => (
          <li key={at} className="flex flex-col gap-4 rounded-lg border border-line bg-surface p-4">
            <div className="flex items-center justify-between gap-3">
              <span className="font-medium text-strong">{say('policies.step', { number: at + 1 })}</span>
              {steps.length > 1 && (
                <IconButton
                  label={say('policies.removeStep', { number: at + 1 })}
                  onClick={() => onChange(steps.filter((_, other) => other !== at))}
                >
                  <X className="size-4" aria-hidden />
                </IconButton>
              )}
            </div>
            <div className="grid gap-4 sm:grid-cols-2">
              <TextField
                label={say(at === 0 ? 'policies.delayFirst' : 'policies.delay')}
                type="number"
                min={0}
                max={WEEK_MINUTES}
                required
                value={String(step.delayMinutes)}
                onChange={(event) => change(at, { delayMinutes: Number(event.target.value) })}
              />
              <TextField
                label={say('policies.repeatEvery')}
                isOptional
                type="number"
                min={1}
                value={typeof step.repeatIntervalSeconds === 'number' ? String(step.repeatIntervalSeconds / 60) : ''}
                onChange={({ target: { value } }) =>
                  change(at, { repeatIntervalSeconds: value === '' ? null : Math.round(Number(value) * 60) })
                }
              />
            </div>
            <CheckList
              legend={say('policies.tell')}
              options={channels.map(({ id, name }) => [id, name])}
              chosen={step.channelIds}
              onChoose={(channelIds) => change(at, { channelIds })}
            />
            <CheckField
              label={say('policies.requireAck')}
              hint={say('policies.requireAckHint')}
              checked={step.requireAck === true}
              onCheck={(requireAck) => change(at, { requireAck })}
            />
          </li>
        ))}
      </ol>
      <div>
        <Button isSmall onClick={() => onChange([...steps, emptyStep(USUAL_DELAY_MINUTES)])}>
          <Plus className="size-4" aria-hidden />
          {say('policies.addStep')}
        </Button>
      </div>
    </div>
  );
}
