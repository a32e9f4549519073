/**
 * Standing releases: which rules a thing falls under, and what each partner gets of it. What was once released to a partner is kept
 * right there: its later versions follow with the same fields, withdrawal and falling below the rule included, until it is recalled.
 */
import type { Severity } from '../contract/alert.ts';
import { severities } from '../contract/alert.ts';
import { canonicalJson } from '../contract/canonical-json.ts';
import type { DataClass, Label } from '../contract/label.ts';
import type { ReleaseRule } from '../contract/record.ts';
import { joinLabels } from './label-join.ts';
import { type Document, type Fields, redacted } from './redact.ts';

/** One thing as it stands now, of which a partner may get a version. */
export interface Releasable {
  readonly dataClass: DataClass;
  readonly document: Document;
  /** Of the ship that it is about; without one, rules for certain vessels do not apply. */
  readonly mmsi?: number | undefined;
  /** Of an alert. */
  readonly severity?: Severity | undefined;
  readonly personal: boolean;
  readonly exercise: boolean;
}

/** The newest version of it that a partner was released. */
export interface PriorRelease {
  readonly to: string;
  readonly version: number;
  readonly fields: Fields;
  readonly label: Label;
  readonly ruleId?: string | undefined;
  readonly document: Document;
  /** It was asked to delete it: nothing more follows. */
  readonly recalled: boolean;
}

export interface PlannedRelease {
  readonly to: string;
  readonly version: number;
  readonly fields: Fields;
  readonly label: Label;
  readonly ruleId?: string;
  readonly document: Record<string, unknown>;
  readonly withheld: readonly string[];
  /** For the gate: whoever released it said that personal data goes. */
  readonly personalOk: boolean;
}

export interface ReleasePlan {
  readonly releases: readonly PlannedRelease[];
  /** Partners whose rules contradict each other for this thing: nothing new goes until somebody mends them. */
  readonly conflicts: readonly string[];
}

/** At least as grave as the rule asks, where the thing has a severity. */
const isGrave = (severity: Severity | undefined, least: Severity): boolean =>
  severity === undefined || severities.indexOf(severity) <= severities.indexOf(least);

/** A rule for real things takes no exercise, and the other way about; personal data goes only where the rule's label says so. */
export function doesApply(rule: ReleaseRule, thing: Releasable): boolean {
  return (
    rule.inForce &&
    rule.class === thing.dataClass &&
    (rule.vessels === 'all' || (thing.mmsi !== undefined && rule.vessels.includes(thing.mmsi))) &&
    isGrave(thing.severity, rule.minSeverity) &&
    rule.label.exercise === thing.exercise &&
    (rule.label.personal || !thing.personal)
  );
}

/** `rules`: the newest of each id. A version equal to the one before it is none: that something withheld changed is not told. */
export function planReleases(
  thing: Releasable,
  rules: readonly ReleaseRule[],
  prior: readonly PriorRelease[],
): ReleasePlan {
  const releases: PlannedRelease[] = [];
  const conflicts: string[] = [];
  const applying = rules.filter((rule) => doesApply(rule, thing));
  for (const to of [...new Set([...applying, ...prior].map((each) => each.to))].sort()) {
    const before = prior.find((each) => each.to === to);
    if (before?.recalled === true) continue;
    const own = applying.filter((rule) => rule.to === to);
    const anew = own.length === 0 ? undefined : termsOf(to, own, thing, before);
    const terms = anew ?? (before === undefined ? undefined : correctionTerms(before, thing));
    if (terms === undefined) {
      conflicts.push(to);
      continue;
    }
    const { document, withheld } = redacted(thing.document, terms.fields);
    if (before !== undefined && canonicalJson(before.document) === canonicalJson(document)) continue;
    releases.push({ ...terms, to, version: (before?.version ?? 0) + 1, document, withheld });
  }
  return { releases, conflicts };
}

type Terms = Pick<PlannedRelease, 'fields' | 'label' | 'ruleId' | 'personalOk'>;

/**
 * All that any of the rules lets out and all that went before, under a label as strict as each of theirs; the label names this
 * partner and no other.
 */
function termsOf(
  to: string,
  rules: readonly ReleaseRule[],
  thing: Releasable,
  before: PriorRelease | undefined,
): Terms | undefined {
  const sources: readonly { readonly label: Label; readonly fields: Fields }[] =
    before === undefined ? rules : [...rules, before];
  const joined = joinLabels(sources.map(({ label }) => label));
  if ('refused' in joined) return undefined;
  const fields: Fields = sources.some((source) => source.fields === 'all')
    ? 'all'
    : [...new Set(sources.flatMap((source) => source.fields))].sort();
  const releasableTo = joined.ok.releasableTo.includes(to) ? [to] : [];
  const [first] = rules.map(({ ruleId }) => ruleId).sort();
  return {
    fields,
    label: { ...joined.ok, releasableTo, personal: thing.personal },
    ...(first === undefined ? {} : { ruleId: first }),
    personalOk: thing.personal,
  };
}

/** As it went before. That it turned out to be of a person is said; that it turned into an exercise cannot be. */
function correctionTerms(before: PriorRelease, thing: Releasable): Terms | undefined {
  if (before.label.exercise !== thing.exercise) return undefined;
  const personal = before.label.personal || thing.personal;
  return {
    fields: before.fields,
    label: { ...before.label, personal },
    ...(before.ruleId === undefined ? {} : { ruleId: before.ruleId }),
    personalOk: personal,
  };
}

/** Below this length craft are mostly their owner's own (design, chapter 9). */
const SMALL_LENGTH_M = 24;
/** ITU-R M.1371 ship types: fishing, sailing, pleasure craft. Asked only where the length is not known. */
const OWNER_OPERATED = [30, 36, 37];

/** Known to be small, or of a kind that mostly is: personal data. What is not known is not taken for small. */
export const isPersonal = (vessel: {
  readonly lengthM?: number | undefined;
  readonly shipType?: number | undefined;
}): boolean =>
  vessel.lengthM === undefined || vessel.lengthM === 0
    ? vessel.shipType !== undefined && OWNER_OPERATED.includes(vessel.shipType)
    : vessel.lengthM < SMALL_LENGTH_M;
