import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSay } from '../language/use-language.ts';
import { Confirm } from './confirm.tsx';
import { FormError } from './form-error.tsx';

interface DeleteDialogProps {
  readonly title: string;
  /** What is lost. */
  readonly hint: string;
  readonly onDelete: () => Promise<void>;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** Asks once before something is deleted, and stays where the server refuses, with its reason: who still uses it. */
export function DeleteDialog({ title, hint, onDelete, onClose, children }: DeleteDialogProps) {
  const say = useSay();
  const { mutate, error, isPending } = useMutation({ mutationFn: onDelete, meta: { isToldHere: true } });
  return (
    <Confirm
      title={title}
      hint={hint}
      action={say('ui.delete')}
      isBusy={isPending}
      onClose={onClose}
      onConfirm={() => mutate()}
    >
      {children}
      <FormError error={error} />
    </Confirm>
  );
}
