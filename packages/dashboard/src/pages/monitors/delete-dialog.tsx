import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useBulk } from './bulk.ts';

interface DeleteDialogProps {
  readonly monitorIds: readonly string[];
  readonly onClose: () => void;
}

/** Asked once, because nothing brings the history back. */
export function DeleteDialog({ monitorIds, onClose }: DeleteDialogProps) {
  const say = useSay();
  const { mutate, isPending } = useBulk();
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={say('monitors.deleteTitle', { count: monitorIds.length })}
      hint={say('monitors.deleteHint')}
      actions={
        <>
          <Button onClick={onClose}>{say('ui.cancel')}</Button>
          <Button
            look="danger"
            isBusy={isPending}
            onClick={() => mutate({ monitorIds, action: 'DELETE' }, { onSuccess: onClose })}
          >
            {say('ui.delete')}
          </Button>
        </>
      }
    />
  );
}
