/** A value as YAML. A file of its own, as what is loaded late of the library itself has no names once it is bundled. */
import { stringify } from 'yaml';

export function yamlText(value: unknown): string {
  return stringify(value).trimEnd();
}
