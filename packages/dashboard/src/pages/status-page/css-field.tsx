import type { CssComplaint } from '@upwatch/sdk';
import type { PlainKey } from '../../language/catalogue.ts';
import { useSay } from '../../language/use-language.ts';
import { TextArea } from '../../ui/text-area.tsx';

interface CssFieldProps {
  readonly value: string;
  readonly error: string | undefined;
  /** What of it the server leaves out. */
  readonly complaints: readonly CssComplaint[];
  readonly onChange: (value: string) => void;
}

const REASONS: Readonly<Record<CssComplaint['reason'], PlainKey>> = {
  AT_RULE: 'statusPages.cssAtRule',
  UNFINISHED: 'statusPages.cssUnfinished',
  SELECTOR: 'statusPages.cssSelector',
  PROPERTY: 'statusPages.cssProperty',
  VALUE: 'statusPages.cssValue',
  FUNCTION: 'statusPages.cssFunction',
  MUST_BE_SEEN: 'statusPages.cssMustBeSeen',
};
const ROWS_MIN = 4;
const ROWS_MAX = 20;

/** Rules of one's own, and beside each line of them that is left out why that is. */
export function CssField({ value, error, complaints, onChange }: CssFieldProps) {
  const say = useSay();
  const lines = value.split('\n').length;
  return (
    <div className="flex flex-col gap-2">
      <TextArea
        label={say('statusPages.css')}
        hint={say('statusPages.cssHint')}
        error={error}
        isOptional
        className="font-mono text-sm"
        rows={Math.min(ROWS_MAX, Math.max(ROWS_MIN, lines + 1))}
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {complaints.length > 0 && (
        <div role="status" className="rounded-md bg-degraded-soft px-3 py-2 text-sm text-degraded">
          <ul className="flex flex-col gap-1">
            {complaints.map(({ line, text, reason }, at) => (
              <li key={at} className="break-words">
                <code className="font-mono">{say('statusPages.cssLine', { line, text })}</code> – {say(REASONS[reason])}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
