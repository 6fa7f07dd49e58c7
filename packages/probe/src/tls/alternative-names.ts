/** The names a certificate is for, out of the text in which Node gives them. */

/** `DNS:a.example, IP Address:127.0.0.1, DNS:"odd, \"name\""`: values with special characters are JSON strings. */
const ENTRY = /([A-Za-z ]+):("(?:[^"\\]|\\.)*"|[^,"]*)(?:, |$)/y;

/**
 * DNS names and IP addresses as they are, other kinds with their kind in front (`URI:…`).
 * @param text `X509Certificate.subjectAltName`
 */
export function alternativeNames(text: string | undefined): readonly string[] {
  const names: string[] = [];
  if (text === undefined) return names;
  ENTRY.lastIndex = 0;
  for (let match = ENTRY.exec(text); match; match = ENTRY.exec(text)) {
    const [, kind, value] = match as unknown as [string, string, string];
    const name = value.startsWith('"') ? unquoted(value) : value;
    names.push(kind === 'DNS' || kind === 'IP Address' ? name : `${kind}:${name}`);
    if (ENTRY.lastIndex >= text.length) break;
  }
  return names;
}

function unquoted(value: string): string {
  try {
    return JSON.parse(value) as string;
  } catch {
    // Not JSON after all: what stands between the quotes is shown as it came.
    return value.slice(1, -1);
  }
}
