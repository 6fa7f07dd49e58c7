import type { ReactNode } from 'react';
import { useSay } from '../language/use-language.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

interface ConfirmProps {
  readonly title: string;
  /** What is lost, or what follows. */
  readonly hint: string;
  /** The word on the button that does it. */
  readonly action: string;
  readonly isBusy: boolean;
  readonly isDanger?: boolean;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
  readonly children?: ReactNode;
}

/** Asks once before something that cannot be undone. */
export function Confirm(props: ConfirmProps) {
  const { title, hint, action, isBusy, isDanger = true, onClose, onConfirm, children } = props;
  const say = useSay();
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      hint={hint}
      actions={
        <>
          <Button onClick={onClose}>{say('ui.cancel')}</Button>
          <Button look={isDanger ? 'danger' : 'main'} isBusy={isBusy} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
