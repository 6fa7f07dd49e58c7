import { errorText } from '../api/error-text.ts';
import { useFormat, useSay } from '../language/use-language.ts';

/** Why a form could not be sent, read aloud when it comes. Nothing where it could. */
export function FormError({ error }: { readonly error: Error | null }) {
  const say = useSay();
  const format = useFormat();
  if (error === null) return null;
  return (
    <p role="alert" className="rounded-md bg-down-soft px-3 py-2 break-words text-down">
      {errorText(error, { say, format })}
    </p>
  );
}
