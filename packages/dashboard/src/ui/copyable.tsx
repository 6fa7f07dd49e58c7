import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useSay } from '../language/use-language.ts';
import { Button } from './button.tsx';

/** A text that is taken along: selected whole by one click, copied by another. */
export function Copyable({ label, text }: { readonly label: string; readonly text: string }) {
  const say = useSay();
  const [isCopied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  }
  return (
    <div className="flex flex-wrap items-stretch gap-2">
      <code
        aria-label={label}
        className="min-w-0 flex-1 basis-60 rounded-md border border-line bg-sunken px-3 py-1.5 font-mono text-sm break-all text-strong select-all"
      >
        {text}
      </code>
      {/* Over plain HTTP a browser lets no page write to the clipboard. */}
      {window.isSecureContext && (
        <Button onClick={() => void copy()}>
          {isCopied ? <Check className="size-4" aria-hidden /> : <Copy className="size-4" aria-hidden />}
          {say(isCopied ? 'ui.copied' : 'ui.copy')}
        </Button>
      )}
    </div>
  );
}
