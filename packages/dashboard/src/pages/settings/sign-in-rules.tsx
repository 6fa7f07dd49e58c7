/** What is demanded of everybody who signs in. For owners. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { SETUP_KEYS, signInRulesQuery } from '../../api/setup-queries.ts';
import { errorText } from '../../api/error-text.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Block, Card } from '../../ui/card.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { toastDone } from '../../ui/toast.ts';

export function SignInRules() {
  const say = useSay();
  const format = useFormat();
  const queries = useQueryClient();
  const { data } = useQuery(signInRulesQuery);
  const [isAsking, setAsking] = useState(false);
  const { mutate, error, isPending } = useMutation({
    mutationFn: async (demandsSecondFactor: boolean) => client.organization.signInRules.set({ demandsSecondFactor }),
    meta: { isToldHere: true },
    onSuccess: () => toastDone(say('channels.saved')),
    onSettled: async () => {
      setAsking(false);
      await queries.invalidateQueries({ queryKey: SETUP_KEYS.signInRules });
    },
  });
  if (data === undefined) return null;
  return (
    <Block title={say('settings.signInRules')}>
      <Card className="flex flex-col gap-3 p-5">
        <CheckField
          label={say('settings.demandSecond')}
          hint={say('settings.demandSecondHint')}
          checked={data.demandsSecondFactor}
          isDisabled={isPending}
          onCheck={(isDemanded) => (isDemanded ? setAsking(true) : mutate(false))}
        />
        {error !== null && (
          <p role="alert" className="rounded-md bg-down-soft px-3 py-2 text-down">
            {errorText(error, { say, format })}
          </p>
        )}
      </Card>
      {isAsking && (
        <Confirm
          title={say('settings.demandSecondTitle')}
          hint={say('settings.demandSecondHint')}
          action={say('settings.demandSecondDo')}
          isBusy={isPending}
          isDanger={false}
          onClose={() => setAsking(false)}
          onConfirm={() => mutate(true)}
        />
      )}
    </Block>
  );
}
