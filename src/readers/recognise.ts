/** Tells a format from the first bytes of an input, never from its name. */

import { planColumns } from './csv-plan.ts';
import { delimiterOf, endOfFirstLine } from './csv-reader.ts';
import { CsvRecords } from './csv-records.ts';
import { isVesselFeature } from './flat-report.ts';
import { CSV_UNKNOWN, type Format } from './formats.ts';
import { type JsonObject, objectOf } from './json-report.ts';
import { JsonSplitter } from './json-splitter.ts';
import { textOf } from './text-of-bytes.ts';

/** So many bytes are enough to recognise an input that is not mostly something else. */
export const HEAD_BYTES = 64 * 1024;

const [BANG, DOLLAR, COMMA, BRACKET, BACKSLASH, BRACE] = [33, 36, 44, 91, 92, 123] as const;

/** The format of an input that begins with `head`; undefined where it is none that is known. */
export function recogniseFormat(head: Uint8Array): Format | undefined {
  const start = firstByte(head);
  const first = head[start];
  if (first === undefined) return undefined;
  if (first === BRACE || first === BRACKET) {
    const format = jsonFormat(head);
    if (format !== undefined) return format;
  }
  if (hasSentence(head)) return 'nmea';
  if (first === BANG || first === DOLLAR || first === BACKSLASH) return 'nmea';
  return csvFormat(head.subarray(start));
}

/** Place of the first byte that is neither blank nor a byte order mark. */
function firstByte(head: Uint8Array): number {
  let at = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  while (at < head.length && head[at]! <= 32) at++;
  return at;
}

/** `!..VDM,` or `!..VDO,` anywhere. */
function hasSentence(head: Uint8Array): boolean {
  for (let at = head.indexOf(BANG); at >= 0 && at + 7 <= head.length; at = head.indexOf(BANG, at + 1))
    if (head[at + 3] === 86 && head[at + 4] === 68 && (head[at + 5]! | 2) === 79 && head[at + 6] === COMMA) return true;
  return false;
}

function jsonFormat(head: Uint8Array): Format | undefined {
  const objects: JsonObject[] = [];
  const splitter = new JsonSplitter({
    object: (bytes, from, to) => {
      if (objects.length < 16) keepParsed(objects, textOf(bytes, from, to));
    },
    broken: () => {
      // A head may end within an object.
    },
  });
  splitter.push(head);
  for (const object of objects) {
    const format = formatOfObject(object);
    if (format !== undefined) return format;
  }
  // An object larger than the head: its first members must do.
  const text = textOf(head, 0, Math.min(head.length, 4096));
  if (/"type"\s*:\s*"Feature(Collection)?"/.test(text) && /"mmsi"\s*:/.test(text)) return 'json-digitraffic';
  if (/"MessageType"\s*:/.test(text)) return 'json-aisstream';
  return undefined;
}

function keepParsed(objects: JsonObject[], text: string): void {
  try {
    const object = objectOf(JSON.parse(text));
    if (object !== undefined) objects.push(object);
  } catch {
    // A broken object says nothing of the format; the next one may.
  }
}

function formatOfObject(object: JsonObject): Format | undefined {
  if (object.MessageType !== undefined && objectOf(object.Message) !== undefined) return 'json-aisstream';
  if (object.UserID !== undefined && object.MessageID !== undefined) return 'json-aisstream-bare';
  if (object.type === 'Feature') return isVesselFeature(object) ? 'json-digitraffic' : undefined;
  if (object.mmsi === undefined && object.MMSI === undefined && object.ssvid === undefined) return undefined;
  if (object.navStat !== undefined || object.callSign !== undefined || object.referencePointA !== undefined)
    return 'json-digitraffic';
  const isTimed = object.timestamp !== undefined || object.time !== undefined || object.class === 'AIS';
  return isTimed ? 'json-tracks' : 'json-vessels';
}

/** Something a person could have called a column: nothing, or printable, with a letter, no markup. */
const COLUMN_NAME = /^$|^(?=.*[A-Za-z\u00c0-\uffff])[^\p{Cc}<>{}]{1,60}$/u;

function csvFormat(head: Uint8Array): Format | undefined {
  const end = endOfFirstLine(head);
  const rows: string[][] = [];
  const records: CsvRecords = new CsvRecords(delimiterOf(head, end < 0 ? head.length : end), {
    record: (bytes, base) => {
      const count = Math.min(records.count, records.starts.length);
      if (rows.length < 3)
        rows.push(
          Array.from({ length: count }, (_, i) =>
            textOf(bytes, base + records.starts[i]!, base + records.ends[i]!).trim(),
          ),
        );
    },
    broken: () => {
      // A head may end within a record.
    },
  });
  records.push(head);
  if (rows.length === 0) records.end();
  const [header, next] = rows;
  if (header === undefined || header.length < 2) return undefined;
  const plan = planColumns(header);
  if (plan !== undefined) return plan.format;
  const isTable = header.length >= 3 && (next === undefined || next.length === header.length);
  return isTable && header.every((name) => COLUMN_NAME.test(name)) ? CSV_UNKNOWN : undefined;
}

/** The names in a CSV's header line as they stand there, for a message that says which to map. */
export function csvColumnNames(head: Uint8Array): string[] {
  const end = endOfFirstLine(head);
  const line = head.subarray(0, end < 0 ? head.length : end);
  const delimiter = String.fromCharCode(delimiterOf(line, line.length));
  return textOf(line, 0, line.length)
    .trim()
    .split(delimiter)
    .map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
}
