/** HTML from templates: everything put in is escaped, and there is no other way for text to get into a mail or a page. */

/** Text that is already HTML. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function html(parts: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  const inner = values.map((value) =>
    typeof value === 'string'
      ? value.replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!)
      : value instanceof Html
        ? value.text
        : value.map((part) => part.text).join(''),
  );
  return new Html(String.raw({ raw: parts }, ...inner));
}
