/** A document as rows that a person can read through, none left out: what a partner will see, or has sent. */

export interface DocumentRow {
  /** The top-level field. */
  readonly field: string;
  readonly text: string;
}

/** "2024-12-25T10:31:00Z" and with milliseconds. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/;
/** Lists of numbers and points run long: so many stand in full, and of the rest how many there are. */
const MAX_ITEMS = 12;

/** Fields in the order in which they are read: what it is and what it says first, the rest as it stands in the document. */
const FIRST = ['severity', 'status', 'kind', 'vessel', 'sentence', 'onsetAt', 'raisedAt', 'updatedAt', 'position'];

export function documentRows(document: Readonly<Record<string, unknown>>): DocumentRow[] {
  const fields = [...FIRST.filter((f) => f in document), ...Object.keys(document).filter((f) => !FIRST.includes(f))];
  return fields.map((field) => ({ field, text: valueText(document[field]) }));
}

export function valueText(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'string') return TIME.test(value) ? timeOf(value) : value;
  if (Array.isArray(value)) return listText(value);
  if (typeof value !== 'object') return String(value);
  const { lonE5, latE5 } = value as { readonly lonE5?: unknown; readonly latE5?: unknown };
  const isPosition = typeof lonE5 === 'number' && typeof latE5 === 'number';
  const rest = Object.entries(value).filter(([key]) => !isPosition || (key !== 'lonE5' && key !== 'latE5'));
  const parts = rest.map(([key, each]) => `${key}: ${valueText(each)}`);
  return [...(isPosition ? [`${(latE5 / 1e5).toFixed(5)}, ${(lonE5 / 1e5).toFixed(5)}`] : []), ...parts].join('; ');
}

function listText(list: readonly unknown[]): string {
  if (list.length === 0) return '–';
  const shown = list.slice(0, MAX_ITEMS).map((each, i) => {
    const text = valueText(each);
    return typeof each === 'object' && each !== null ? `(${i + 1}) ${text}` : text;
  });
  const more = list.length - shown.length;
  return `${shown.join(typeof list[0] === 'object' ? ' ' : ', ')}${more > 0 ? ` … +${more}` : ''}`;
}

const timeOf = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
