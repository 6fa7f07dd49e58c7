/** What the browser keeps for the next visit. One that keeps nothing (private, full) only forgets. */

export function keptText(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keep(name: string, text: string): void {
  try {
    localStorage.setItem(name, text);
  } catch {
    // It holds for this visit.
  }
}
