/** Reading documents that crossed a process border: strict, with messages that name the field. */
import type { z } from 'zod';
import { MerivahtError } from './errors.ts';

/**
 * Checks a parsed JSON value against a schema whose `schema` field is `merivaht.NAME/MAJOR`.
 * Throws MV-SCHEMA-UNKNOWN for another name or major, MV-DOCUMENT-INVALID with field paths otherwise.
 */
export function parseDocument<S extends z.ZodType>(schema: S, id: string, value: unknown, where: string): z.output<S> {
  const found = typeof value === 'object' && value !== null && 'schema' in value ? String(value.schema) : 'none';
  if (found !== id) throw new MerivahtError('MV-SCHEMA-UNKNOWN', `${where}: schema is ${found}, expected ${id}`);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, 5).map((i) => `${i.path.join('.') || '(top)'}: ${i.message}`);
  throw new MerivahtError('MV-DOCUMENT-INVALID', `${where}: ${issues.join('; ')}`);
}
