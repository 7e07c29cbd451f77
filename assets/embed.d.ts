/** What happened in an element, as the `detail` of its event. */
export interface CrossReadEvents {
  /** The corpus is open. */
  ready: CustomEvent<{ title: string }>;
  /** The element shows what is found for a query, on each letter. */
  search: CustomEvent<{ query: string }>;
  /** The element shows a document, at a passage if one was chosen; both by their keys. */
  open: CustomEvent<{ document: string; passage: string | null }>;
  /** A quotation was chosen, by its key. */
  "select-quote": CustomEvent<{ quote: string }>;
  /** Nothing can be shown; the message is a sentence for readers. Does not bubble. */
  error: CustomEvent<{ message: string }>;
}

/**
 * `<cross-read>`: Crossread, or a piece of it, in any page.
 *
 * | attribute | meaning |
 * |---|---|
 * | `src` | a folder with a site, or a bundle (`.crossread`); without it the corpus beside this script |
 * | `view` | `overview`, `search`, `quotes`, `compare`, `read`, `names`, `timeline`, `counts` or `corpus` |
 * | `query` | what to search for |
 * | `speaker` | whose words to show |
 * | `documents` | keys of documents, with commas or spaces between them |
 * | `at` | any address of the page, the part behind `#`, in the place of the four above |
 * | `lang` | the language of the element's own words; there is English |
 * | `theme` | `light`, `dark`, `auto` for what the reader's system has; without it, as the page around it |
 * | `height` | a length, as in `480px`; `auto`, which it is without it, takes as much as is shown |
 * | `shortcuts` | `off`: takes no keys; `page`: from the whole page; without it, from what has the focus inside |
 *
 * Styled by custom properties (`--crossread-paper`, `-ink`, `-quiet`, `-rule`, `-accent`, `-serif`, `-sans`, `-size`,
 * all with the prefix; sizes are in `-size`, a rem but at least 16 pixels, unless it is given) and by `::part(masthead)`, `::part(view)`, `::part(result)`, `::part(quote)`.
 */
export class CrossRead extends HTMLElement {
  /** What is shown, as the part of an address behind `#`, `#` included. */
  state: string;
  /** Searches; settled when the element is there. */
  search(query: string): Promise<void>;
  /** Shows a document, at a passage; both by their keys. */
  open(document: string, passage?: string): Promise<void>;
  /** Loads and shows Crossread now, however far from sight the element is. */
  start(): Promise<void>;
  addEventListener<K extends keyof CrossReadEvents>(
    type: K,
    listener: (this: CrossRead, event: CrossReadEvents[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "cross-read": CrossRead;
  }
}
