/** For the `ref` of the chosen one of a row that is wider than a phone: the row scrolls until it is seen, and nothing else does. */
export function intoSight(chosen: HTMLElement | null): void {
  const row = chosen?.parentElement;
  if (!chosen || !row) return;
  const [own, around] = [chosen.getBoundingClientRect(), row.getBoundingClientRect()];
  if (own.right > around.right) row.scrollLeft += own.right - around.right;
  if (own.left < around.left) row.scrollLeft -= around.left - own.left;
}
