/** An address, looked at before anything is kept; then one button to watch it. */
import type { MonitorTestResult } from '@upwatch/sdk';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { TextField } from '../../ui/field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { LookResult } from './look-result.tsx';
import { addressOf, lookAt } from './proposed.ts';
import { WatchForm } from './watch-form.tsx';

interface Looked {
  readonly url: string;
  readonly result: MonitorTestResult;
}

export function FirstLook({ url = '' }: { readonly url?: string }) {
  const say = useSay();
  const format = useFormat();
  const [typed, setTyped] = useState(url);
  const [isRefused, setIsRefused] = useState(false);
  const look = useMutation({
    mutationFn: async (address: string): Promise<Looked> => ({
      url: address,
      result: await client.monitors.testConfig(lookAt(address)),
    }),
    meta: { isToldHere: true },
  });

  function start(text: string): void {
    const address = addressOf(text);
    setIsRefused(address === undefined);
    if (address !== undefined) look.mutate(address);
  }
  const error = isRefused
    ? say('firstLook.notAnAddress')
    : look.error
      ? errorText(look.error, { say, format })
      : undefined;
  return (
    <div className="flex flex-col gap-6">
      <form
        className="flex flex-col gap-3 sm:flex-row sm:items-start"
        onSubmit={(event) => {
          event.preventDefault();
          start(typed);
        }}
      >
        <div className="min-w-0 sm:flex-1">
          <TextField
            label={say('firstLook.address')}
            placeholder={say('firstLook.addressPlaceholder')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onPaste={(event) => {
              const text = event.clipboardData.getData('text');
              if (typed === '' && addressOf(text) !== undefined) start(text);
            }}
            {...(error !== undefined && { error })}
            className="h-11 text-lg"
            inputMode="url"
            autoComplete="url"
            spellCheck={false}
            autoCapitalize="none"
            autoFocus
          />
        </div>
        <Button type="submit" look="main" isBusy={look.isPending} className="h-11 px-6 sm:mt-6.5">
          {say(look.isPending ? 'firstLook.looking' : 'firstLook.look')}
        </Button>
      </form>
      <div aria-live="polite">
        {look.isPending && <LookSkeleton />}
        {look.data && !look.isPending && (
          <div className="grid items-start gap-6 lg:grid-cols-[1fr_22rem]">
            <LookResult result={look.data.result} />
            <WatchForm key={look.data.url} url={look.data.url} result={look.data.result} />
          </div>
        )}
        {look.isIdle && <p className="max-w-xl text-quiet">{say('firstLook.teach')}</p>}
      </div>
    </div>
  );
}

function LookSkeleton() {
  return (
    <Card className="flex flex-col gap-3 p-6">
      <Skeleton className="h-7 w-56" />
      <Skeleton className="h-3" />
      <Skeleton className="h-3" />
      <Skeleton className="h-3" />
      <Skeleton className="h-3 w-2/3" />
    </Card>
  );
}
