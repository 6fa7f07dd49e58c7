import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useSay } from '../language/use-language.ts';
import { Button } from './button.tsx';
import { DeleteDialog } from './delete-dialog.tsx';

interface DeleteButtonProps {
  readonly title: string;
  /** What is lost. */
  readonly hint: string;
  readonly onDelete: () => Promise<void>;
}

/** Deletes what the page is about, once asked. */
export function DeleteButton(props: DeleteButtonProps) {
  const say = useSay();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button look="danger" onClick={() => setAsking(true)}>
        <Trash2 className="size-4" aria-hidden />
        {say('ui.delete')}
      </Button>
      {isAsking && <DeleteDialog {...props} onClose={() => setAsking(false)} />}
    </>
  );
}
