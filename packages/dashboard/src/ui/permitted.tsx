import type { ReactNode } from 'react';
import type { Right } from '../api/rights.ts';
import { useMay } from '../api/use-may.ts';
import { useSay } from '../language/use-language.ts';

interface PermittedProps {
  readonly right?: Right;
  readonly children: ReactNode;
}

/** What only some may do: nobody else is offered it. */
export function Permitted({ right = 'work', children }: PermittedProps) {
  return useMay(right) ? children : null;
}

/** Fields of a form: whoever may not change them sees them as they are, and why nothing can be typed. */
export function Changeable({ right = 'work', children }: PermittedProps) {
  const say = useSay();
  if (useMay(right)) return children;
  return (
    <>
      <p className="rounded-md bg-sunken px-4 py-3 text-text">{say('ui.onlyShown')}</p>
      <fieldset disabled className="contents">
        {children}
      </fieldset>
    </>
  );
}
