/** `monitors[0].name` as a path. */
export function pathOf(field: string | undefined): (string | number)[] {
  return [...(field ?? '').matchAll(/[^.[\]]+|\[(\d+)\]/g)].map(([part, index]) =>
    index === undefined ? part : Number(index),
  );
}
