/** What a draft looks like, asked of the server whenever whoever writes it pauses. */
import type { StatusPagePreview } from '@upwatch/sdk';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Drafted, previewQuery } from '../../api/status-page-queries.ts';

/** Between two keys of somebody who types. */
const PAUSE_MS = 400;

export interface Previewed {
  readonly preview: StatusPagePreview | undefined;
  /** Why the newest draft cannot be drawn: the one before it stays in view. */
  readonly error: Error | null;
}

/**
 * @param drafted undefined: nothing to be drawn yet
 * @param version of what the page holds beside the draft
 */
export function usePreview(drafted: Drafted | undefined, version?: string): Previewed {
  // As text: a draft is made anew whenever its form is drawn, and what counts is what it says.
  const settled = useSettled(drafted === undefined ? '' : JSON.stringify(drafted));
  const { data, error } = useQuery({
    ...previewQuery(settled === '' ? NOTHING : (JSON.parse(settled) as Drafted), version),
    enabled: settled !== '',
  });
  return { preview: data, error };
}

const NOTHING: Drafted = { type: 'page', draft: { page: {} } };

/** A text, once it has been the same for a while. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
