import type { Incident } from '@upwatch/sdk';
import { CheckCheck, ChevronDown, Hand, Signal, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useFormat, useSay } from '../../language/use-language.ts';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { MARKS, StateMark } from '../../ui/state-mark.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { SEVERITIES, SEVERITY_STANDINGS } from '../incidents/incident-words.ts';
import { useIncidentAct } from './incident-acts.ts';

const SNOOZE_MINUTES = [30, 60, 240, 1440];

/** What can be done about it: `a` takes it on, `e` ends it. */
export function IncidentActions({ incident }: { readonly incident: Incident }) {
  const say = useSay();
  const { mutate, isPending } = useIncidentAct(incident.id);
  const [isResolving, setResolving] = useState(false);
  const isOver = incident.status === 'RESOLVED';
  const isTaken = incident.acknowledgedBy !== null;
  useShortcuts(
    isOver
      ? {}
      : {
          a: () => mutate({ type: isTaken ? 'giveBack' : 'acknowledge' }),
          e: () => setResolving(true),
        },
  );
  if (isOver) return null;
  return (
    <>
      {isTaken ? (
        <Button isBusy={isPending} aria-keyshortcuts="a" onClick={() => mutate({ type: 'giveBack' })}>
          <Undo2 className="size-4" aria-hidden />
          {say('incidents.giveBack')}
        </Button>
      ) : (
        <TakeOn incident={incident} />
      )}
      <SeverityMenu incident={incident} />
      <Button look="plain" aria-keyshortcuts="e" onClick={() => setResolving(true)}>
        <CheckCheck className="size-4" aria-hidden />
        {say('incidents.resolve')}
      </Button>
      {isResolving && <ResolveDialog incident={incident} onClose={() => setResolving(false)} />}
    </>
  );
}

/** For good, or for a while: what was due meanwhile is told afterwards. */
function TakeOn({ incident }: { readonly incident: Incident }) {
  const say = useSay();
  const format = useFormat();
  const { mutate, isPending } = useIncidentAct(incident.id);
  return (
    <span className="flex">
      <Button
        look="main"
        isBusy={isPending}
        aria-keyshortcuts="a"
        className="rounded-r-none"
        onClick={() => mutate({ type: 'acknowledge' })}
      >
        <Hand className="size-4" aria-hidden />
        {say('overview.acknowledge')}
      </Button>
      <Menu
        label={say('incidents.snooze')}
        trigger={<ChevronDown className="size-4" aria-hidden />}
        triggerClass={`${buttonClass('main')} rounded-l-none border-l-on-accent/30 px-2!`}
      >
        {SNOOZE_MINUTES.map((minutes) => (
          <MenuItem key={minutes} onSelect={() => mutate({ type: 'acknowledge', snoozeMinutes: minutes })}>
            {say('incidents.snoozeFor', { duration: format.duration(minutes * 60_000) })}
          </MenuItem>
        ))}
      </Menu>
    </span>
  );
}

function SeverityMenu({ incident }: { readonly incident: Incident }) {
  const say = useSay();
  const { mutate } = useIncidentAct(incident.id);
  return (
    <Menu
      label={say('incidents.changeSeverity')}
      trigger={
        <>
          <Signal className="size-4" aria-hidden />
          {say('incidents.severity')}
        </>
      }
      triggerClass={buttonClass('plain')}
    >
      {SEVERITIES.map((severity) => {
        const standing = SEVERITY_STANDINGS[severity];
        return (
          <MenuItem
            key={severity}
            isDisabled={severity === incident.severity}
            onSelect={() => mutate({ type: 'severity', severity })}
          >
            <StateMark standing={standing} isDecoration />
            {say(MARKS[standing].key)}
          </MenuItem>
        );
      })}
    </Menu>
  );
}

function ResolveDialog({ incident, onClose }: { readonly incident: Incident; readonly onClose: () => void }) {
  const say = useSay();
  const { mutate, isPending } = useIncidentAct(incident.id);
  const [text, setText] = useState('');
  const body = text.trim();
  return (
    <Confirm
      isDanger={false}
      title={say('incidents.resolveTitle')}
      hint={say(incident.source === 'MANUAL' ? 'incidents.resolveHintHand' : 'incidents.resolveHint')}
      action={say('incidents.resolve')}
      isBusy={isPending}
      onClose={onClose}
      onConfirm={() => {
        mutate({ type: 'resolve', ...(body !== '' && { body }) });
        onClose();
      }}
    >
      <TextArea
        label={say('incidents.whatHelped')}
        isOptional
        value={text}
        maxLength={20_000}
        onChange={(event) => setText(event.target.value)}
      />
    </Confirm>
  );
}
