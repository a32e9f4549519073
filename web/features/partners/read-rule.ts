/** A standing release as it was typed. */
import type { DataClass, Purpose, Tlp } from '../../../src/contract/label.ts';
import type { ReleaseRule } from '../../../src/contract/record.ts';
import { utcMilliOf } from '../../ui/local-utc.ts';

export interface RuleFields {
  readonly ruleId: string;
  readonly to: string;
  readonly class: DataClass;
  readonly fields: 'all' | readonly string[];
  /** Empty: all vessels. Else MMSIs, split by anything. */
  readonly vessels: string;
  readonly minSeverity: ReleaseRule['minSeverity'];
  readonly tlp: Tlp;
  readonly purposes: readonly Purpose[];
  readonly personal: boolean;
  readonly exercise: boolean;
  /** As `datetime-local` gives it, for UTC; empty: does not run out by itself. */
  readonly expires: string;
}

const MAX_VESSELS = 1000;

export type RuleTrouble = 'fields' | 'vessels' | 'purposes' | 'expires';

export function readRule(
  typed: RuleFields,
): { readonly rule: ReleaseRule } | { readonly wrong: readonly RuleTrouble[] } {
  const wrong: RuleTrouble[] = [];
  const words = typed.vessels.split(/[\s,;]+/).filter((word) => word !== '');
  const mmsis = [...new Set(words.map(Number))];
  const expiresAt = utcMilliOf(typed.expires);
  if (typed.fields !== 'all' && typed.fields.length === 0) wrong.push('fields');
  if (!words.every((word) => /^\d{9}$/.test(word)) || mmsis.length > MAX_VESSELS) wrong.push('vessels');
  if (typed.purposes.length === 0) wrong.push('purposes');
  if (typed.expires !== '' && expiresAt === undefined) wrong.push('expires');
  if (wrong.length > 0) return { wrong };
  return {
    rule: {
      ruleId: typed.ruleId,
      to: typed.to,
      class: typed.class,
      fields: typed.fields === 'all' ? 'all' : [...typed.fields],
      vessels: words.length === 0 ? 'all' : mmsis,
      minSeverity: typed.minSeverity,
      label: {
        tlp: typed.tlp,
        releasableTo: [typed.to],
        purposes: [...typed.purposes],
        personal: typed.personal,
        exercise: typed.exercise,
        ...(expiresAt === undefined ? {} : { expiresAt }),
      },
      inForce: true,
    },
  };
}
