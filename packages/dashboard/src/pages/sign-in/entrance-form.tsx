import { ApiError, type SessionView } from '@upwatch/sdk';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { errorText } from '../../api/error-text.ts';
import { useTakeSession } from '../../api/session.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';

interface EntranceFormProps {
  readonly submit: string;
  /** Sends what was typed, by the names of the fields. */
  readonly onSubmit: (typed: Readonly<Record<string, string>>) => Promise<SessionView>;
  /** What a refusal means here, by the field that is wrong or by its status. */
  readonly refusals?: Readonly<Record<string, string>>;
  readonly children: ReactNode;
}

/** A form that ends in a session, or says why not. */
export function EntranceForm({ submit, onSubmit, refusals = {}, children }: EntranceFormProps) {
  const say = useSay();
  const format = useFormat();
  const take = useTakeSession();
  const { mutate, isPending, error } = useMutation({
    mutationFn: onSubmit,
    onSuccess: take,
    meta: { isToldHere: true },
  });

  function said(failure: Error): string {
    if (!(failure instanceof ApiError)) return errorText(failure, { say, format });
    if (failure.status === 429)
      return say('signIn.locked', { duration: format.duration(failure.retryAfterMs ?? 60_000) });
    const field = failure.errors[0]?.field ?? '';
    return refusals[field] ?? refusals[failure.status] ?? errorText(failure, { say, format });
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        mutate(typedIn(event.currentTarget));
      }}
    >
      {children}
      {error !== null && (
        <p role="alert" className="rounded-md bg-down-soft px-3 py-2 text-down">
          {said(error)}
        </p>
      )}
      <Button type="submit" look="main" isBusy={isPending} className="mt-1 w-full">
        {submit}
      </Button>
    </form>
  );
}

/** The texts of a form, by the names of its fields. */
function typedIn(form: HTMLFormElement): Readonly<Record<string, string>> {
  const fields = [...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  return Object.fromEntries(fields) as Readonly<Record<string, string>>;
}
