import { CircleAlert } from 'lucide-react';
import { errorText } from '../api/error-text.ts';
import { useFormat, useSay } from '../language/use-language.ts';
import { Button } from './button.tsx';

/** In place of what could not be read: why, and once more. */
export function Failed({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const say = useSay();
  const format = useFormat();
  return (
    <div role="alert" className="flex flex-wrap items-center gap-3 rounded-lg border border-line bg-surface px-5 py-4">
      <CircleAlert className="size-5 shrink-0 text-down-mark" aria-hidden />
      <p className="min-w-0 flex-1 basis-60 break-words">{errorText(error, { say, format })}</p>
      <Button isSmall onClick={onRetry}>
        {say('ui.retry')}
      </Button>
    </div>
  );
}
