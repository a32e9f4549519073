/** A region document, strictly checked. */
import { parseDocument } from '../contract/document.ts';
import { REGION_SCHEMA, type Region, region } from '../contract/region.ts';

/** Throws MV-SCHEMA-UNKNOWN or MV-DOCUMENT-INVALID with the field that is wrong. */
export function regionFromDocument(value: unknown, where: string): Region {
  return parseDocument(region, REGION_SCHEMA, value, where);
}
