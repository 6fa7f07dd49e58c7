/** The colour of a tag; its name stands beside it. */
export function TagDot({ color }: { readonly color: string }) {
  return <span aria-hidden className="size-2 shrink-0 rounded-full" style={{ backgroundColor: color }} />;
}
