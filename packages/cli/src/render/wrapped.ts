/** Lines that fit. */

/**
 * Breaks a text at its blanks into lines of at most `columns` characters; a word that is longer stays whole, so that
 * an address can still be copied.
 * @param columns at least 1
 */
export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
