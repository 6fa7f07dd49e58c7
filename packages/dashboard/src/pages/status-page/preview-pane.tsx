/** A draft as its readers would see it: the server's own document, in a frame that can do nothing. */
import { useEffect, useRef, useState } from 'react';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Block } from '../../ui/card.tsx';
import { FormError } from '../../ui/form-error.tsx';
import type { Previewed } from './use-preview.ts';

/** How wide a reader's window is, in pixels. */
const WIDTHS = { wide: 1120, narrow: 390 } as const;
const HEIGHT = 640;
/** On a phone the whole width of a laptop would be too small to read. */
const PHONE = '(max-width: 640px)';

export function PreviewPane({ name, previewed }: { readonly name: string; readonly previewed: Previewed }) {
  const say = useSay();
  const [width, setWidth] = useState<keyof typeof WIDTHS>(() => (matchMedia(PHONE).matches ? 'narrow' : 'wide'));
  const { preview, error } = previewed;
  return (
    <div className="min-w-0 xl:sticky xl:top-6 xl:self-start">
      <Block
        title={say('statusPages.preview')}
        aside={
          <div className="flex gap-1">
            {(['wide', 'narrow'] as const).map((one) => (
              <Button
                key={one}
                isSmall
                look={one === width ? 'plain' : 'quiet'}
                aria-pressed={one === width}
                onClick={() => setWidth(one)}
              >
                {say(`statusPages.${one}`)}
              </Button>
            ))}
          </div>
        }
      >
        <FormError error={error} />
        {preview === undefined ? (
          <p className="rounded-lg border border-dashed border-line px-6 py-14 text-center text-quiet">
            {say('statusPages.previewEmpty')}
          </p>
        ) : (
          <Frame path={preview.path} width={WIDTHS[width]} title={say('statusPages.previewOf', { name })} />
        )}
      </Block>
    </div>
  );
}

interface FrameProps {
  readonly path: string;
  readonly width: number;
  readonly title: string;
}

function Frame({ path, width, title }: FrameProps) {
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(0);
  const [loaded, setLoaded] = useState(path);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setRoom(entry?.contentRect.width ?? 0));
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  const scale = room === 0 ? 1 : Math.min(1, room / width);
  // The one before stays in view until the next is there: nothing flashes while somebody types.
  const paths = loaded === path ? [path] : [loaded, path];
  return (
    <div
      ref={box}
      className="relative overflow-hidden rounded-lg border border-line bg-sunken"
      style={{ height: HEIGHT }}
    >
      {paths.map((one) => (
        // A frame of its own for each document, so that the browser's history grows by none of them.
        <iframe
          key={one}
          src={one}
          title={title}
          sandbox=""
          aria-hidden={one !== loaded || undefined}
          tabIndex={one === loaded ? undefined : -1}
          onLoad={() => setLoaded(one)}
          className="absolute top-0 origin-top-left border-0"
          style={{
            left: Math.max(0, (room - width * scale) / 2),
            width,
            height: HEIGHT / scale,
            transform: `scale(${scale})`,
            visibility: one === loaded ? 'visible' : 'hidden',
          }}
        />
      ))}
    </div>
  );
}
