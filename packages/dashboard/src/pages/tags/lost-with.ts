/** What goes with a tag: said before it does. */
import type { ListedTag, NotificationPolicy } from '@upwatch/sdk';

/** Names of the policies whose conditions name the tag, by its name or its id. */
export function policiesNaming(
  tag: Pick<ListedTag, 'id' | 'name'>,
  policies: readonly Pick<NotificationPolicy, 'name' | 'matchRules'>[],
): readonly string[] {
  const wanted = new Set([tag.id, tag.name.toLowerCase()]);
  return policies
    .filter(({ matchRules }) =>
      matchRules.some(
        ({ type, values }) => type === 'monitor_tag_in' && values?.some((value) => wanted.has(value.toLowerCase())),
      ),
    )
    .map(({ name }) => name);
}
