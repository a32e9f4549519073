/** One text for one subject: what releases, recalls and reports of the same thing are found by. */
import { canonicalJson } from '../contract/canonical-json.ts';
import type { Subject } from '../contract/record.ts';

export const subjectKey = (subject: Subject): string => canonicalJson(subject);
