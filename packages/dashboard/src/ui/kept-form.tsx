/** A form with its button: what is wrong stands above that, and who may not keep anything only reads. */
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { FormError } from './form-error.tsx';
import { Changeable, Permitted } from './permitted.tsx';

interface KeptFormProps {
  /** What the button says. */
  readonly action: string;
  readonly error: Error | null;
  readonly isBusy: boolean;
  readonly onKeep: () => void;
  readonly children: ReactNode;
}

export function KeptForm({ action, error, isBusy, onKeep, children }: KeptFormProps) {
  return (
    <form
      className="flex min-w-0 flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        onKeep();
      }}
    >
      <Changeable>{children}</Changeable>
      <FormError error={error} />
      <Permitted>
        <div className="flex justify-end">
          <Button type="submit" look="main" isBusy={isBusy}>
            {action}
          </Button>
        </div>
      </Permitted>
    </form>
  );
}
