/** Thrown (rejected) for an expected refusal; the API turns each into its problem answer. */
export type StoreRefusalCode = 'not_found' | 'duplicate_name' | 'conflict' | 'in_use' | 'disk_full' | 'busy';
export class StoreRefusal extends Error {
  readonly code: StoreRefusalCode;
  readonly field: string | undefined;
  constructor(code: StoreRefusalCode, message: string, field?: string) {
    super(message);
    this.name = 'StoreRefusal';
    this.code = code;
    this.field = field;
  }
}
