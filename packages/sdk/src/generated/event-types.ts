// Made by `npm run generate` out of the API's document; what is changed here is lost.
/** The kinds of events of the stream, in the order of the document. */
export const EVENT_TYPES = ['phase', 'observation', 'verdict', 'incident', 'delivery', 'change'] as const;
