import type { Monitor } from '@upwatch/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { KEYS } from '../../api/queries.ts';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Copyable } from '../../ui/copyable.tsx';
import { toastDone } from '../../ui/toast.ts';

/** Where its job reports to, and a new address in the place of one that others know. */
export function PingAddress({ monitor }: { readonly monitor: Monitor }) {
  const say = useSay();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const rotate = useMutation({
    mutationFn: async () => client.monitors.rotateToken(monitor.id),
    onSuccess: () => {
      setAsking(false);
      toastDone(say('monitorForm.pingRotated'));
    },
    onSettled: async () => queries.invalidateQueries({ queryKey: KEYS.monitors }),
  });
  return (
    <div className="flex flex-col items-start gap-3">
      <div className="w-full">
        <Copyable label={say('monitorForm.ping')} text={rotate.data?.pingUrl ?? monitor.pingUrl ?? ''} />
      </div>
      <Button onClick={() => setAsking(true)}>
        <RefreshCw className="size-4" aria-hidden />
        {say('monitorForm.pingRotate')}
      </Button>
      {isAsking && (
        <Confirm
          title={say('monitorForm.pingRotateTitle', { name: monitor.name })}
          hint={say('monitorForm.pingRotateHint')}
          action={say('monitorForm.pingRotate')}
          isBusy={rotate.isPending}
          onClose={() => setAsking(false)}
          onConfirm={() => rotate.mutate()}
        />
      )}
    </div>
  );
}
