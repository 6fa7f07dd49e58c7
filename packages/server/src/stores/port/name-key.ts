/** A name as it is compared: case and Unicode form do not set two names apart. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
