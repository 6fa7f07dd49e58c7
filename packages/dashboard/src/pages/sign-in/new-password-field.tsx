import { useSay } from '../../language/use-language.ts';
import { TextField } from '../../ui/field.tsx';

/** Checked in full by the server; the shortest that it takes is known here too. */
const LENGTH_MIN = 12;

export function NewPasswordField() {
  const say = useSay();
  return (
    <TextField
      label={say('signIn.password')}
      hint={say('signIn.passwordHint')}
      name="password"
      type="password"
      autoComplete="new-password"
      minLength={LENGTH_MIN}
      required
    />
  );
}
