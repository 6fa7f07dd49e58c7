import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { tagsQuery } from '../../api/queries.ts';
import { useMay } from '../../api/use-may.ts';
import { useSay } from '../../language/use-language.ts';
import { Block } from '../../ui/card.tsx';
import { TagDot } from '../../ui/tag-dot.tsx';

/** Each tag is a way into the list. */
export function Tags() {
  const say = useSay();
  const { data: tags } = useQuery(tagsQuery);
  const mayWork = useMay('work');
  // Whoever cannot make one needs no advice on how.
  if (tags === undefined || (tags.length === 0 && !mayWork)) return null;
  return (
    <Block title={say('overview.tags')}>
      {tags.length === 0 && <p className="text-quiet">{say('overview.noTags')}</p>}
      <ul className="flex flex-wrap gap-2">
        {tags.map(({ id, name, color }) => (
          <li key={id}>
            <Link
              to="/monitors"
              search={{ tag: name }}
              className="inline-flex items-center gap-2 rounded-full border border-line bg-surface px-3 py-1 text-sm text-strong hover:bg-hover"
            >
              <TagDot color={color} />
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </Block>
  );
}
