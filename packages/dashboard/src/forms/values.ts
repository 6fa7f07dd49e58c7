/** What a form holds: the body as it will be sent, changed by path. Nothing in it is changed in place. */
import type { Field, FieldOf } from './fields.ts';

export type Path = readonly (string | number)[];

/** As the server names fields: `config.steps[0].send`. */
export function pathText(path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  );
}

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, part) => (isIndexed(at) ? at[part] : undefined), value);
}

/** @param next undefined takes away what stands there; a part that holds nothing any more stays, empty */
export function withValue(value: unknown, path: Path, next: unknown): unknown {
  const [part, ...rest] = path;
  if (part === undefined) return next;
  if (typeof part === 'number') {
    const list = Array.isArray(value) ? [...(value as readonly unknown[])] : [];
    if (next === undefined && rest.length === 0) list.splice(part, 1);
    else list[part] = withValue(list[part], rest, next);
    return list;
  }
  const { [part]: before, ...others } = isIndexed(value) && !Array.isArray(value) ? value : {};
  const after = withValue(before, rest, next);
  if (after === undefined) return others;
  // Where it stood it stays: what is typed into must not move.
  return before === undefined ? { ...others, [part]: after } : { ...(value as object), [part]: after };
}

/** What a field begins with, where something must stand in its place at once. */
export function emptyOf(field: Field): unknown {
  switch (field.type) {
    case 'text':
      return '';
    case 'number':
      return field.minimum ?? 0;
    case 'boolean':
      return false;
    case 'constant':
      return field.value;
    case 'choice':
      return field.options[0];
    case 'list':
      return [];
    case 'record':
      return {};
    case 'group':
      return Object.fromEntries(
        field.fields
          .filter(({ isRequired, type }) => isRequired || type === 'constant')
          .map((one) => [one.name, emptyOf(one)]),
      );
    case 'union':
      return emptyOf(field.variants[0]!.field);
    default:
      return field satisfies never;
  }
}

/** Which of its forms a value has. */
export function variantOf({ tag, variants }: FieldOf<'union'>, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (tag !== undefined) return String(valueAt(value, [tag]));
  const kind = Array.isArray(value) ? 'array' : typeof value;
  return variants.find(({ id }) => id === kind)?.id;
}

/** How many of these somebody has given. */
export function givenIn(fields: readonly Field[], value: unknown): number {
  return fields.filter(({ name }) => {
    const own = valueAt(value, [name]);
    return own !== undefined && own !== null;
  }).length;
}

type Indexed = Readonly<Record<string | number, unknown>>;

function isIndexed(value: unknown): value is Indexed {
  return typeof value === 'object' && value !== null;
}
