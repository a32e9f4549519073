/** What the detectors have said in one episode: of each kind the newest stretch, and the strongest that went before it. */
import type { AlertFactor } from '../contract/alert.ts';
import type { Finding } from '../detectors/finding.ts';
import { combineFactors, evidenceMilliNats } from './score.ts';

const weight = (finding: Finding): number => evidenceMilliNats(0, finding.factors);
const byKind = (a: Finding, b: Finding): number => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0);

/** As a snapshot holds it: in the order in which kinds were first found. */
export interface EpisodeFindingsData {
  readonly newest: readonly Finding[];
  readonly strongestBefore: readonly Finding[];
}

export class EpisodeFindings {
  readonly #newest = new Map<string, Finding>();
  /** Ended, not withdrawn; a second, weaker fall does not wipe out the first. */
  readonly #strongestBefore = new Map<string, Finding>();

  save(): EpisodeFindingsData {
    return { newest: [...this.#newest.values()], strongestBefore: [...this.#strongestBefore.values()] };
  }

  static restore(data: EpisodeFindingsData): EpisodeFindings {
    const findings = new EpisodeFindings();
    for (const finding of data.newest) findings.#newest.set(finding.kind, finding);
    for (const finding of data.strongestBefore) findings.#strongestBefore.set(finding.kind, finding);
    return findings;
  }

  /** Takes what a detector says at a tick. A new onset is a new stretch of the same behaviour. */
  add(finding: Finding): void {
    const { kind } = finding;
    const known = this.#newest.get(kind);
    this.#newest.set(kind, finding);
    if (known === undefined || known.onsetMs === finding.onsetMs || known.phase === 'withdrawn') return;
    const before = this.#strongestBefore.get(kind);
    if (before === undefined || weight(known) >= weight(before)) this.#strongestBefore.set(kind, known);
  }

  get isOngoing(): boolean {
    return [...this.#newest.values()].some((f) => f.phase === 'ongoing');
  }

  /** All that was seen was disproved. */
  get isWithdrawn(): boolean {
    return this.#newest.size > 0 && this.#standing().length === 0;
  }

  /** The finding that weighs most and stands, else the one that weighed most: the alert's kind. */
  leading(): Finding {
    const standing = this.#standing();
    const candidates = standing.length > 0 ? standing : [...this.#newest.values()];
    return candidates.sort((a, b) => weight(b) - weight(a) || byKind(a, b))[0]!;
  }

  /** Seconds between fixes where a finding says so, of the worst sampled one that stands; 0 where none does. */
  samplingS(): number {
    return Math.max(0, ...this.#standing().map((f) => f.measures.samplingS ?? 0));
  }

  /**
   * The steps of the waterfall. A withdrawn episode shows what was believed and one step that takes it back, so that the
   * sum is not more than the prior.
   */
  factors(because: string | undefined): AlertFactor[] {
    const standing = this.#standing();
    if (standing.length > 0) return combineFactors(standing.map((f) => f.factors));
    const believed = combineFactors([...this.#newest.values()].map((f) => f.factors));
    const text = because === undefined ? 'Later data disproved it.' : `Later data disproved it: ${because}`;
    const step = Math.max(0, evidenceMilliNats(0, believed));
    return [...believed, { id: 'withdrawn', group: 'kinematic', milliNats: 0 - step, text, values: {} }];
  }

  /** Of each kind the strongest stretch that is not withdrawn. */
  #standing(): Finding[] {
    const chosen: Finding[] = [];
    for (const [kind, newest] of this.#newest) {
      const before = this.#strongestBefore.get(kind);
      if (newest.phase === 'withdrawn') {
        if (before !== undefined) chosen.push(before);
      } else chosen.push(before !== undefined && weight(before) > weight(newest) ? before : newest);
    }
    return chosen;
  }
}
