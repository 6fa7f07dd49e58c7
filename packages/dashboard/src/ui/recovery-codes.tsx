import { useSay } from '../language/use-language.ts';
import { Copyable } from './copyable.tsx';

/** Shown this once. */
export function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  const say = useSay();
  return (
    <>
      <ul className="grid grid-cols-2 gap-x-6 gap-y-1 rounded-md bg-sunken p-4 font-mono text-sm text-strong">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Copyable label={say('settings.recoveryTitle')} text={codes.join(' ')} />
    </>
  );
}
