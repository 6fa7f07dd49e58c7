import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

interface DialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** The title is for screen readers alone. */
  readonly isTitleHidden?: boolean;
  readonly hint?: ReactNode;
  readonly actions?: ReactNode;
  /** At the top of the window, as a palette stands, and without padding. */
  readonly isPalette?: boolean;
  /** For what has to be compared side by side. */
  readonly isWide?: boolean;
  readonly children?: ReactNode;
}

/** A question in front of the page: the focus stays in it, Escape leaves, and goes back to where it was. */
export function Dialog(props: DialogProps) {
  const {
    isOpen,
    onClose,
    title,
    hint,
    actions,
    children,
    isPalette = false,
    isTitleHidden = false,
    isWide = false,
  } = props;
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => (open ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-shade transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          className={classNames(
            'fixed left-1/2 z-50 flex max-h-[85dvh] w-[calc(100vw-2rem)] -translate-x-1/2 flex-col overflow-hidden rounded-xl border border-line bg-raised shadow-lift transition-[opacity,scale] duration-150 data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0',
            isPalette ? 'top-[12dvh] max-w-xl' : 'top-1/2 -translate-y-1/2 gap-4 overflow-y-auto p-6',
            !isPalette && (isWide ? 'max-w-3xl' : 'max-w-lg'),
          )}
        >
          <Base.Title className={isTitleHidden ? 'sr-only' : 'text-lg font-semibold text-strong'}>{title}</Base.Title>
          {hint !== undefined && <Base.Description className="text-text">{hint}</Base.Description>}
          {children}
          {actions !== undefined && <div className="mt-2 flex flex-wrap justify-end gap-2">{actions}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
