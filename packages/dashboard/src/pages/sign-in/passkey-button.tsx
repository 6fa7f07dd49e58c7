import { ApiError } from '@upwatch/sdk';
import { useMutation } from '@tanstack/react-query';
import { errorText } from '../../api/error-text.ts';
import { canUsePasskeys, signInByPasskey } from '../../api/passkeys.ts';
import { useTakeSession } from '../../api/session.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';

/** Signs in by a passkey of this device. Nothing where the browser knows none. */
export function PasskeyButton() {
  const say = useSay();
  const format = useFormat();
  const take = useTakeSession();
  const { mutate, isPending, error } = useMutation({
    mutationFn: signInByPasskey,
    onSuccess: take,
    meta: { isToldHere: true },
  });
  if (!canUsePasskeys()) return null;

  function said(failure: Error): string {
    // Whoever closes the browser's own question knows that they did.
    const isRefused = failure instanceof DOMException || (failure instanceof ApiError && failure.status === 401);
    return isRefused ? say('signIn.passkeyRefused') : errorText(failure, { say, format });
  }
  return (
    <>
      <Button isBusy={isPending} onClick={() => mutate()}>
        {say('signIn.passkey')}
      </Button>
      {error !== null && (
        <p role="alert" className="rounded-md bg-down-soft px-3 py-2 text-down">
          {said(error)}
        </p>
      )}
    </>
  );
}
