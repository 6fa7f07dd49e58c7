import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { channelsQuery } from '../../api/queries.ts';
import type { PlainKey } from '../../language/catalogue.ts';
import { useSay } from '../../language/use-language.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Block, Card } from '../../ui/card.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { CheckList } from '../../ui/check-list.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Field, Select, TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { Changeable, Permitted } from '../../ui/permitted.tsx';
import { type PolicyBody, ruleOf } from './policy-draft.ts';
import { QuietEditor } from './quiet-editor.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { StepsEditor } from './steps-editor.tsx';

interface PolicyFormProps {
  readonly initial: PolicyBody;
  readonly submit: string;
  readonly onSubmit: (body: PolicyBody) => Promise<void>;
  readonly aside?: ReactNode;
}

type Escalation = PolicyBody['escalation'];

const ON_RESOLVE: readonly (readonly [NonNullable<Escalation['onResolve']>, PlainKey])[] = [
  ['notify', 'policies.resolveNotify'],
  ['notify_all_steps', 'policies.resolveAll'],
  ['notify_last_step', 'policies.resolveLast'],
  ['silent', 'policies.silent'],
];
const ON_REOPEN: readonly (readonly [NonNullable<Escalation['onReopen']>, PlainKey])[] = [
  ['restart', 'policies.reopenRestart'],
  ['resume', 'policies.reopenResume'],
  ['silent', 'policies.silent'],
];

/** For what, whom in which order, when not, and who if nobody can be reached. */
export function PolicyForm({ initial, submit, onSubmit, aside }: PolicyFormProps) {
  const say = useSay();
  const { data: channels } = useQuery(channelsQuery);
  const [body, setBody] = useState(initial);
  const { mutate, isPending, error } = useMutation({ mutationFn: onSubmit, meta: { isToldHere: true } });
  const change = (part: Partial<PolicyBody>): void => setBody({ ...body, ...part });
  const escalate = (part: Partial<Escalation>): void => change({ escalation: { ...body.escalation, ...part } });
  const rules = body.matchRules ?? [];
  if (channels?.length === 0)
    return (
      <Empty
        title={say('policies.channelsFirst')}
        hint={say('channels.emptyHint')}
        action={
          <Link to="/channels/new" className={buttonClass('main')}>
            {say('channels.new')}
          </Link>
        }
      />
    );
  return (
    <form
      className="flex flex-col gap-8"
      onSubmit={(event) => {
        event.preventDefault();
        mutate(body);
      }}
    >
      <Changeable>
        <Card className="grid gap-5 p-5 sm:grid-cols-[minmax(0,1fr)_10rem] sm:p-6">
          <TextField
            label={say('policies.name')}
            value={body.name}
            maxLength={255}
            required
            onChange={(event) => change({ name: event.target.value })}
          />
          <TextField
            label={say('policies.priority')}
            hint={say('policies.priorityHint')}
            type="number"
            value={String(body.priority ?? 0)}
            onChange={(event) => change({ priority: Number(event.target.value) })}
          />
          <CheckField
            label={say('policies.enabled')}
            checked={body.enabled !== false}
            onCheck={(enabled) => change({ enabled })}
          />
        </Card>
        <Block title={say('policies.when')}>
          <p className="text-quiet">{say(rules.length === 0 ? 'policies.forEverything' : 'policies.allMustHold')}</p>
          <ul className="flex flex-col gap-3">
            {rules.map((rule, at) => (
              <RuleEditor
                key={at}
                rule={rule}
                onChange={(next) => change({ matchRules: rules.map((one, other) => (other === at ? next : one)) })}
                onRemove={() => change({ matchRules: rules.filter((_, other) => other !== at) })}
              />
            ))}
          </ul>
          <div>
            <Button isSmall onClick={() => change({ matchRules: [...rules, ruleOf('severity_gte', ['DOWN'])] })}>
              <Plus className="size-4" aria-hidden />
              {say('policies.addCondition')}
            </Button>
          </div>
        </Block>
        <Block title={say('policies.steps')}>
          <StepsEditor
            steps={body.escalation.steps}
            channels={channels ?? []}
            onChange={(steps) => escalate({ steps: [...steps] })}
          />
        </Block>
        <Block title={say('policies.afterwards')}>
          <Card className="flex flex-col gap-6 p-5 sm:p-6">
            <div className="grid gap-5 sm:grid-cols-2">
              <Field label={say('policies.onResolve')}>
                {(control) => (
                  <Select
                    {...control}
                    value={body.escalation.onResolve ?? 'notify'}
                    onChoose={(chosen) =>
                      escalate({ onResolve: ON_RESOLVE.find(([one]) => one === chosen)?.[0] ?? null })
                    }
                    options={ON_RESOLVE.map(([one, key]) => [one, say(key)])}
                  />
                )}
              </Field>
              <Field label={say('policies.onReopen')}>
                {(control) => (
                  <Select
                    {...control}
                    value={body.escalation.onReopen ?? 'restart'}
                    onChoose={(chosen) =>
                      escalate({ onReopen: ON_REOPEN.find(([one]) => one === chosen)?.[0] ?? null })
                    }
                    options={ON_REOPEN.map(([one, key]) => [one, say(key)])}
                  />
                )}
              </Field>
            </div>
            <QuietEditor quiet={body.quietHours ?? null} onChange={(quietHours) => change({ quietHours })} />
            <CheckList
              legend={say('policies.fallback')}
              hint={say('policies.fallbackHint')}
              options={(channels ?? []).map(({ id, name }) => [id, name])}
              chosen={body.fallbackChannelIds ?? []}
              onChoose={(fallbackChannelIds) => change({ fallbackChannelIds })}
            />
          </Card>
        </Block>
      </Changeable>
      <FormError error={error} />
      <Permitted>
        <div className="flex flex-wrap items-center justify-end gap-2">
          {aside !== undefined && <span className="mr-auto">{aside}</span>}
          <Button type="submit" look="main" isBusy={isPending}>
            {submit}
          </Button>
        </div>
      </Permitted>
    </form>
  );
}
