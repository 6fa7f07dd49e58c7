/** How far it has come, and in the end what could not be changed and why. */
import type { Monitor } from '@upwatch/sdk';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import type { Progress } from './use-bulk-edit.ts';

interface BulkResultProps {
  readonly progress: Progress;
  readonly title: string;
  readonly onStop: () => void;
  /** Once more, those that are not changed. */
  readonly onAgain: (monitors: readonly Monitor[]) => void;
  readonly onClose: () => void;
}

export function BulkResult({ progress, title, onStop, onAgain, onClose }: BulkResultProps) {
  const say = useSay();
  const { isRunning, total, done, failed, left } = progress;
  const ended = done.length + failed.length;
  const unchanged = [...failed.map(({ monitor }) => monitor), ...left];
  return (
    <Dialog
      isOpen
      isWide
      title={title}
      // What is under way goes on: leaving it half done is asked for by a button.
      onClose={() => (isRunning ? undefined : onClose())}
      actions={
        isRunning ? (
          <Button onClick={onStop}>{say('bulkEdit.stop')}</Button>
        ) : (
          <>
            {unchanged.length > 0 && <Button onClick={() => onAgain(unchanged)}>{say('bulkEdit.again')}</Button>}
            <Button look="main" onClick={onClose}>
              {say('ui.close')}
            </Button>
          </>
        )
      }
    >
      <progress aria-label={title} className="h-2 w-full accent-accent" max={total} value={ended} />
      <div role="status" className="flex flex-col gap-1">
        {isRunning ? (
          <p>{say('bulkEdit.progress', { done: ended, total })}</p>
        ) : (
          <>
            {done.length > 0 && <p className="text-up">{say('bulkEdit.done', { count: done.length })}</p>}
            {failed.length > 0 && <p className="text-down">{say('bulkEdit.failed', { count: failed.length })}</p>}
            {left.length > 0 && <p className="text-quiet">{say('bulkEdit.stopped', { count: left.length })}</p>}
          </>
        )}
      </div>
      {failed.length > 0 && (
        <ul
          tabIndex={0}
          aria-label={say('bulkEdit.failed', { count: failed.length })}
          className="max-h-72 divide-y divide-line overflow-y-auto rounded-md border border-line text-sm"
        >
          {failed.map(({ monitor, reason }) => (
            <li key={monitor.id} className="px-3 py-2">
              <span className="font-medium break-words text-strong">{monitor.name}</span>
              <span className="block break-words text-down">{reason}</span>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
