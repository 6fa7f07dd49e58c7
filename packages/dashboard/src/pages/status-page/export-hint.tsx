import { useSay } from '../../language/use-language.ts';
import { Block } from '../../ui/card.tsx';
import { Copyable } from '../../ui/copyable.tsx';

/** How the page is told when this server is what is down. */
export function ExportHint({ slug }: { readonly slug: string }) {
  const say = useSay();
  return (
    <Block title={say('statusPages.exportTitle')}>
      <p>{say('statusPages.exportHint')}</p>
      <Copyable label={say('statusPages.exportTitle')} text={`upwatch pages export ${slug} ./public`} />
    </Block>
  );
}
