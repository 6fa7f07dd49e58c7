/** How wide a terminal is. */

/**
 * Undefined where nothing needs to be broken: what is read by a program stays on its line. A terminal that does not
 * know its size says 0.
 */
export function terminalColumns(out: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>): number | undefined {
  return out.isTTY && out.columns > 0 ? out.columns : undefined;
}
