/** Short messages of what came of an action: read aloud, and gone after a while. */
import { Toast as Base } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import { useEffect } from 'react';
import { useSay } from '../language/use-language.ts';
import { iconButtonClass } from './button.tsx';
import { takeToasts } from './toast.ts';

const SHOWN_MS = 5000;
/** What failed has to be read. */
const FAILED_SHOWN_MS = 12_000;

export function Toasts() {
  const say = useSay();
  return (
    <Base.Provider timeout={SHOWN_MS}>
      <Base.Portal>
        <Base.Viewport
          aria-label={say('shell.notifications')}
          className="fixed right-4 bottom-20 z-60 flex w-[calc(100vw-2rem)] max-w-sm flex-col gap-2 md:bottom-4"
        >
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function ToastList() {
  const say = useSay();
  const { toasts, add } = Base.useToastManager();
  useEffect(
    () =>
      takeToasts(({ text, isFailure }) =>
        add(
          isFailure
            ? { type: 'failed', description: text, timeout: FAILED_SHOWN_MS, priority: 'high' }
            : { description: text },
        ),
      ),
    [add],
  );
  return toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      className="flex items-start gap-3 rounded-lg border border-line bg-raised p-3 pl-4 text-strong shadow-lift transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0 data-[type=failed]:border-down-mark"
    >
      <Base.Description className="flex-1 py-1" />
      <Base.Close aria-label={say('ui.dismiss')} className={iconButtonClass}>
        <X className="size-4" aria-hidden />
      </Base.Close>
    </Base.Root>
  ));
}
