import type { AlertChannel, CreateAlertChannelRequest, MonitorTestResult } from '@upwatch/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { channelsQuery, KEYS } from '../../api/queries.ts';
import type { Say } from '../../language/catalogue.ts';
import type { Format } from '../../language/format.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Field, Select, TextField } from '../../ui/field.tsx';
import { toastDone } from '../../ui/toast.ts';
import { lookAt, nameFor, type Proposal, proposedFor } from './proposed.ts';

const INTERVALS_SECONDS = [30, 60, 300, 900];

type Tell = 'nobody' | 'existing' | 'slack' | 'email';

interface Wanted {
  readonly name: string;
  readonly frequencySeconds: number;
  readonly proposals: readonly Proposal[];
  readonly tell: Tell;
  /** The webhook or the e-mail address. */
  readonly where: string;
}

/** Makes the channel first: a monitor that nobody hears of is only half of what was asked for. */
async function watch(url: string, wanted: Wanted): Promise<void> {
  const channel = channelFor(wanted);
  const made = channel ? await client.alertChannels.create(channel) : undefined;
  const alertChannelIds = made ? [made.id] : wanted.tell === 'nobody' ? [] : undefined;
  await client.monitors.create({
    ...lookAt(url),
    name: wanted.name,
    frequencySeconds: wanted.frequencySeconds,
    managedBy: 'DASHBOARD',
    assertions: wanted.proposals.map(({ assertion }) => assertion),
    ...(alertChannelIds && { alertChannelIds }),
  });
}

function channelFor({ tell, where }: Wanted): CreateAlertChannelRequest | undefined {
  if (tell === 'slack')
    return { name: channelName('Slack', where), config: { channelType: 'slack', webhookUrl: where } };
  if (tell === 'email') return { name: where, config: { channelType: 'email', recipients: [where] } };
  return undefined;
}

/** Names of channels are told apart by the end of the address, which is no secret by itself. */
function channelName(kind: string, where: string): string {
  return `${kind} ${where.slice(-4)}`;
}

export function WatchForm({ url, result }: { readonly url: string; readonly result: MonitorTestResult }) {
  const say = useSay();
  const format = useFormat();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data: channels = [] } = useQuery(channelsQuery);
  const [name, setName] = useState(() => nameFor(url));
  const [frequencySeconds, setFrequency] = useState(60);
  const [chosenTell, setTell] = useState<Tell | undefined>();
  const [where, setWhere] = useState('');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const proposed = proposedFor(result);
  const tell = chosenTell ?? (channels.length > 0 ? 'existing' : 'nobody');
  const proposals = proposed.filter(({ id }) => !left.has(id));
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => watch(url, { name, frequencySeconds, proposals, tell, where }),
    meta: { isToldHere: true },
    onSuccess: async () => {
      toastDone(say('firstLook.watching', { name }));
      await Promise.all(
        [KEYS.overview, KEYS.monitors, KEYS.channels].map(async (queryKey) => queries.invalidateQueries({ queryKey })),
      );
      await navigate({ to: '/monitors' });
    },
  });
  return (
    <Card className="p-6">
      <form
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <TextField
          label={say('firstLook.name')}
          value={name}
          maxLength={255}
          required
          onChange={(event) => setName(event.target.value)}
        />
        <Field label={say('firstLook.every')}>
          {(control) => (
            <Select
              {...control}
              value={String(frequencySeconds)}
              onChoose={(value) => setFrequency(Number(value))}
              options={INTERVALS_SECONDS.map((seconds) => [String(seconds), format.duration(seconds * 1000)])}
            />
          )}
        </Field>
        {proposed.length > 0 && (
          <fieldset className="flex flex-col gap-2">
            <legend className="mb-1.5 text-sm font-medium text-strong">{say('firstLook.expectations')}</legend>
            {proposed.map((proposal) => (
              <label key={proposal.id} className="flex items-start gap-2.5">
                <input
                  type="checkbox"
                  className="mt-1 size-4 accent-accent"
                  checked={!left.has(proposal.id)}
                  onChange={() => setLeft(toggled(left, proposal.id))}
                />
                {sentenceOf(proposal, say, format)}
              </label>
            ))}
            <p className="text-sm text-quiet">{say('firstLook.expectHint')}</p>
          </fieldset>
        )}
        <TellField tell={tell} where={where} channels={channels} onTell={setTell} onWhere={setWhere} />
        {error !== null && (
          <p role="alert" className="rounded-md bg-down-soft px-3 py-2 text-down">
            {errorText(error, { say, format })}
          </p>
        )}
        <Button type="submit" look="main" isBusy={isPending} className="h-11 w-full">
          {say('firstLook.watch')}
        </Button>
      </form>
    </Card>
  );
}

interface TellFieldProps {
  readonly tell: Tell;
  readonly where: string;
  readonly channels: readonly AlertChannel[];
  readonly onTell: (tell: Tell) => void;
  readonly onWhere: (where: string) => void;
}

function TellField({ tell, where, channels, onTell, onWhere }: TellFieldProps) {
  const say = useSay();
  const options: readonly (readonly [Tell, string])[] = [
    ...(channels.length > 0 ? [['existing', channels.map(({ name }) => name).join(', ')] as const] : []),
    ['slack', say('firstLook.tellSlack')],
    ['email', say('firstLook.tellEmail')],
    ['nobody', say('firstLook.tellNobody')],
  ];
  return (
    <div className="flex flex-col gap-3">
      <Field label={say('firstLook.tell')}>
        {(control) => (
          <Select {...control} value={tell} options={options} onChoose={(value) => onTell(value as Tell)} />
        )}
      </Field>
      {(tell === 'slack' || tell === 'email') && (
        <TextField
          key={tell}
          label={say(tell === 'slack' ? 'firstLook.slackUrl' : 'firstLook.emailTo')}
          type={tell === 'slack' ? 'url' : 'email'}
          value={where}
          onChange={(event) => onWhere(event.target.value)}
          autoComplete={tell === 'email' ? 'email' : 'off'}
          required
        />
      )}
    </div>
  );
}

function sentenceOf({ id, value }: Proposal, say: Say, format: Format): string {
  if (id === 'status') return say('firstLook.expectStatus', { status: String(value) });
  if (id === 'time') return say('firstLook.expectFast', { time: format.milliseconds(Number(value)) });
  return say('firstLook.expectCertificate', { count: Number(value) });
}

function toggled(set: ReadonlySet<string>, one: string): ReadonlySet<string> {
  return new Set(set.has(one) ? [...set].filter((other) => other !== one) : [...set, one]);
}
