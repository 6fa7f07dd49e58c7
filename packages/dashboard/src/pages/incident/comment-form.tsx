import { useState } from 'react';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { useIncidentAct } from './incident-acts.ts';

/** What people want to keep: what was found, what was done. Ctrl or ⌘ with Enter sends it. */
export function CommentForm({ incidentId }: { readonly incidentId: string }) {
  const say = useSay();
  const { mutate, isPending } = useIncidentAct(incidentId);
  const [text, setText] = useState('');
  function send(): void {
    const body = text.trim();
    if (body !== '' && !isPending) mutate({ type: 'comment', body }, { onSuccess: () => setText('') });
  }
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TextArea
        label={say('incidents.comment')}
        placeholder={say('incidents.commentPlaceholder')}
        value={text}
        maxLength={20_000}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
        }}
      />
      <div className="flex justify-end">
        <Button type="submit" isBusy={isPending} disabled={text.trim() === ''}>
          {say('incidents.addComment')}
        </Button>
      </div>
    </form>
  );
}
