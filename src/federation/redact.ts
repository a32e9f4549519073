/**
 * Field-level redaction: the copy of a document that goes to a partner. Which fields of an alert go follows from the rule alone,
 * not from what the alert holds, so that neither the copy nor the list of what is withheld tells whether a withheld field is there.
 */
import type { z } from 'zod';
import { ALERT_SCHEMA, alert } from '../contract/alert.ts';
import { ALWAYS_GO, NEVER_GO, TELLS_OF } from './alert-fields-table.ts';

export type Document = Readonly<Record<string, unknown>>;
/** `all`, or names: of the top level, or dotted (`vessel.name`); in a list the same for each member. */
export type Fields = 'all' | readonly string[];

export interface Redacted {
  readonly document: Record<string, unknown>;
  /** Names of what was left out: the top-level field where all of it was. */
  readonly withheld: string[];
}

/** By which others know what a document that is no alert is about. */
const ENVELOPE = ['schema', 'id', 'status', 'listId', 'version', 'theatreId', 'assetId', 'mmsi'];

export function redacted(document: Document, fields: Fields): Redacted {
  const isAlert = document.schema === ALERT_SCHEMA;
  if (fields === 'all' && !isAlert) return { document: { ...document }, withheld: [] };
  const leaves = isAlert ? ALERT_LEAVES : leavesOf(document);
  const goes = isAlert ? alertLeaves(fields) : new Set(leaves.filter((leaf) => isNamed(leaf, fields, ENVELOPE)));
  const kept = picked(document, '', { goes, above: namesAbove(goes) }) as Record<string, unknown>;
  return { document: kept, withheld: withheldOf(leaves, goes) };
}

const isUnder = (leaf: string, name: string): boolean => leaf === name || leaf.startsWith(`${name}.`);

const isNamed = (leaf: string, fields: Fields, always: readonly string[]): boolean =>
  fields === 'all' || fields.some((name) => isUnder(leaf, name)) || always.some((name) => isUnder(leaf, name));

/** Takes out what is not named, then whatever tells of something that is out, until nothing more falls. */
function alertLeaves(fields: Fields): ReadonlySet<string> {
  const goes = new Set(ALERT_LEAVES.filter((leaf) => isNamed(leaf, fields, ALWAYS_GO)));
  for (const leaf of NEVER_GO) goes.delete(leaf);
  for (let before = -1; before !== goes.size; ) {
    before = goes.size;
    for (const { leaves, sources } of TELLING)
      if (sources.some((source) => !goes.has(source))) for (const leaf of leaves) goes.delete(leaf);
  }
  return goes;
}

function namesAbove(leaves: ReadonlySet<string>): ReadonlySet<string> {
  const above = new Set<string>();
  for (const leaf of leaves)
    for (let dot = leaf.indexOf('.'); dot >= 0; dot = leaf.indexOf('.', dot + 1)) above.add(leaf.slice(0, dot));
  return above;
}

/** What has leaves below it goes as far as they do; where none of them may go, how many there were does not go either. */
function picked(
  value: unknown,
  path: string,
  names: { readonly goes: ReadonlySet<string>; readonly above: ReadonlySet<string> },
): unknown {
  if (Array.isArray(value)) return value.map((member) => picked(member, path, names));
  const kept: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value as object)) {
    const inner = path === '' ? name : `${path}.${name}`;
    if (names.goes.has(inner)) kept[name] = member;
    else if (names.above.has(inner)) kept[name] = picked(member, inner, names);
  }
  return kept;
}

function withheldOf(leaves: readonly string[], goes: ReadonlySet<string>): string[] {
  const names = new Set<string>();
  for (const leaf of leaves) {
    if (goes.has(leaf)) continue;
    const top = leaf.split('.')[0]!;
    names.add(leaves.some((other) => isUnder(other, top) && goes.has(other)) ? leaf : top);
  }
  return [...names];
}

/** Of a document without a schema here: an object, or a list of nothing but objects, is looked into once. */
function leavesOf(document: Document): string[] {
  const found = new Set<string>();
  for (const [name, value] of Object.entries(document)) {
    const members: unknown[] = Array.isArray(value) ? value : [value];
    const inner = members.every(isObject) ? members.flatMap((member) => Object.keys(member)) : [];
    if (inner.length === 0) found.add(name);
    for (const key of inner) found.add(`${name}.${key}`);
  }
  return [...found];
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface SchemaDefinition {
  readonly type: string;
  readonly innerType?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
}

/** Names of all values that an alert can hold, in the order of its schema; a free record of values is one. */
function leavesOfSchema(schema: z.core.$ZodType, path: string): string[] {
  const definition = schema._zod.def as SchemaDefinition;
  if (definition.innerType !== undefined) return leavesOfSchema(definition.innerType, path);
  if (definition.element !== undefined) {
    const inner = leavesOfSchema(definition.element, path);
    return inner.length === 0 ? [path] : inner;
  }
  if (definition.shape === undefined) return [path];
  return Object.entries(definition.shape).flatMap(([name, member]) =>
    leavesOfSchema(member, path === '' ? name : `${path}.${name}`),
  );
}

const ALERT_LEAVES: readonly string[] = leavesOfSchema(alert, '');

/** The table, by leaves. */
const TELLING = Object.entries(TELLS_OF).map(([name, told]) => ({
  leaves: ALERT_LEAVES.filter((leaf) => isUnder(leaf, name)),
  sources: ALERT_LEAVES.filter((leaf) => told.some((source) => isUnder(leaf, source))),
}));
