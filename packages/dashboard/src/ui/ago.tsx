import { useFormat } from '../language/use-language.ts';
import { useNow } from './now.ts';

interface AgoProps {
  /** As the API writes it. */
  readonly at: string;
  readonly everyMs?: number;
}

/** "4 min ago"; the exact time on hovering. */
export function Ago({ at, everyMs }: AgoProps) {
  const format = useFormat();
  const now = useNow(everyMs);
  const atMs = Date.parse(at);
  return (
    <time dateTime={at} title={format.dateTime(atMs)}>
      {format.ago(now - atMs)}
    </time>
  );
}

/** "since 12:04, for 4 min" is made of this and a time. */
export function Lasting({ since }: { readonly since: string }) {
  const format = useFormat();
  const now = useNow();
  return <>{format.duration(now - Date.parse(since))}</>;
}
