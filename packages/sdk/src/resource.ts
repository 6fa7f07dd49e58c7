import type { Sender } from './sender.ts';

/** The operations of one kind of thing. */
export abstract class Resource {
  protected readonly send: Sender;

  constructor(send: Sender) {
    this.send = send;
  }
}
