/** Whether a message is the answer to a question: anybody may send a datagram. */
import { decodeMessage, idOf, type Message, type Question } from './message.ts';
import { isSameName, MalformedMessage } from './names.ts';

/** `stray`: not meant for this question, to be passed over. */
export type Acceptance = { readonly message: Message } | { readonly malformed: string } | 'stray';

/** What asks for a message, and under which number. */
export interface Asked {
  readonly id: number;
  readonly question: Question;
}

/** Never throws, whatever the bytes. */
export function acceptanceOf(bytes: Buffer, asked: Asked): Acceptance {
  // Whoever knows the number has seen the question, or is the server: what is wrong with it then is worth telling.
  if (idOf(bytes) !== asked.id) return 'stray';
  try {
    return answered(decodeMessage(bytes), asked.question);
  } catch (error) {
    if (error instanceof MalformedMessage) return { malformed: error.message };
    throw error;
  }
}

function answered(message: Message, { name, type }: Question): Acceptance {
  if (!message.isResponse) return { malformed: 'it is a question' };
  if (message.opcode !== 0) return { malformed: `it is of another kind (opcode ${message.opcode})` };
  const [question] = message.questions;
  // A server that could not read the question cannot repeat it.
  if (!question && message.rcode !== 0) return { message };
  if (message.questions.length !== 1 || !question) return { malformed: 'it does not repeat the question' };
  if (!isSameName(question.name, name) || question.type !== type) return { malformed: 'it answers another question' };
  return { message };
}
