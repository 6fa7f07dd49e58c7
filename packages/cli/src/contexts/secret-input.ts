/** A secret that is typed: it is not shown, and stays out of the shell's history. */
import { UsageError } from '../exit.ts';

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const LENGTH_MAX = 1000;

/** @throws UsageError when whoever was asked gives up */
export async function askedSecret(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  try {
    return await typed(stdin);
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write('\n');
  }
}

async function typed(stdin: NodeJS.ReadStream): Promise<string> {
  let text = '';
  for await (const part of stdin) {
    for (const letter of part as string) {
      if (letter === '\r' || letter === '\n') return text;
      if (letter === CTRL_C || letter === CTRL_D) throw new UsageError('no API key was typed');
      text = letter === '\u007f' || letter === '\b' ? text.slice(0, -1) : (text + letter).slice(0, LENGTH_MAX);
    }
  }
  return text;
}
