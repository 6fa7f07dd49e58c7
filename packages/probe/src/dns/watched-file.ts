/** A small system file that is read again when it has changed. Absent and unreadable files are empty. */
import { readFile, stat } from 'node:fs/promises';

/** Larger files are not read: a hosts file of 16 MiB takes a second. */
const BYTES_MAX = 16 * 1_048_576;

export class WatchedFile {
  readonly #path: string;
  readonly #onText: (text: string) => void;
  #stamp = '';

  /** @param onText hears the text at the first reading, and whenever it has changed */
  constructor(path: string, onText: (text: string) => void) {
    this.#path = path;
    this.#onText = onText;
  }

  /** Looks whether the file has changed. Never rejects. */
  async check(): Promise<void> {
    try {
      const { mtimeMs, size, ino } = await stat(this.#path);
      const stamp = `${ino}:${mtimeMs}:${size}`;
      if (stamp === this.#stamp) return;
      const text = size > BYTES_MAX ? '' : await readFile(this.#path, 'utf8');
      this.#stamp = stamp;
      this.#onText(text);
    } catch {
      // Containers and Windows lack these files, and an unreadable one is to libc as good as none.
      if (this.#stamp === 'absent') return;
      this.#stamp = 'absent';
      this.#onText('');
    }
  }
}
