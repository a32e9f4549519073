/** One ship's behaviour from first sign to end: what its findings said, where it went, and which drawer it is in. */
import type { Alert, AlertFactor, AssetAtRisk, Severity } from '../contract/alert.ts';
import type { Finding } from '../detectors/finding.ts';
import { MINUTE_MS } from '../geo/units.ts';
import type { AssetIndex } from '../infrastructure/asset-index.ts';
import type { Crossing } from '../infrastructure/crossing.ts';
import { assert } from '../lib/assert.ts';
import { vesselClass } from '../tracks/identity.ts';
import type { AlertConfig } from './alert-config.ts';
import { EpisodeFindings, type EpisodeFindingsData } from './episode-findings.ts';
import { assetsAtRisk, DISTURBED_M, exposureFactors, type WatchState } from './exposure.ts';
import { reasonSentence } from './reason-sentence.ts';
import { combineFactors, evidenceMilliNats, independentSigns } from './score.ts';
import { gravity, type HeldSeverity, holdSeverity, NO_SEVERITY, severityOf } from './severity.ts';
import { Trail } from './trail.ts';
import type { ProfilePoint, VesselReport } from './vessel-report.ts';
import { alertVessel } from './vessel-words.ts';
import { vhfText } from './vhf-text.ts';
import { e5, iso, tenths, wholeNumber } from './whole-units.ts';

const MAX_CROSSED = 96;
/** Fixes that waver over the line of a ship that lies on it are one crossing. */
const ONE_CROSSING_MS = 5 * MINUTE_MS;
/** What led up to the first sign. */
const BEFORE_ONSET_MS = 90 * MINUTE_MS;

export interface EpisodeWorld {
  readonly config: AlertConfig;
  readonly assets: AssetIndex;
  readonly configurationHash: string;
  readonly watchStateOf: (assetId: string) => WatchState;
  /** What the watch knows of a ship beside its findings: announced works, a disturbance of positions. */
  readonly contextOf?: (report: VesselReport) => readonly AlertFactor[];
}

/** "290000001-drag-20241225T1015Z". */
export function episodeId(mmsi: number, first: Finding): string {
  return `${mmsi}-${first.kind}-${iso(first.onsetMs).replace(/[-:]/g, '').slice(0, 13)}Z`;
}

/** As a snapshot holds it. */
export interface EpisodeData {
  readonly id: string;
  readonly onsetMs: number;
  readonly findings: EpisodeFindingsData;
  readonly crossed: readonly Crossing[];
  readonly trail: readonly ProfilePoint[];
  readonly report: VesselReport;
  readonly held: HeldSeverity;
  readonly worst: Severity | undefined;
  readonly raisedMs: number;
  readonly actionableMs: number;
  readonly endedMs: number;
  readonly isWithdrawn: boolean;
  readonly because: string | undefined;
  readonly lastFindingMs: number;
  readonly context: readonly AlertFactor[];
}

export class Episode {
  readonly id: string;
  readonly mmsi: number;
  readonly onsetMs: number;
  readonly #world: EpisodeWorld;
  #findings = new EpisodeFindings();
  readonly #crossed: Crossing[] = [];
  readonly #trail: Trail;
  #report: VesselReport;
  #held: HeldSeverity = NO_SEVERITY;
  #worst: Severity | undefined;
  #raisedMs = -1;
  #actionableMs = -1;
  #endedMs = -1;
  #isWithdrawn = false;
  #because: string | undefined;
  #lastFindingMs = -1;
  #context: readonly AlertFactor[] = [];

  /** `recent` is where the ship was and what it crossed until now, the report included. */
  constructor(
    world: EpisodeWorld,
    report: VesselReport,
    first: Pick<Finding, 'onsetMs'>,
    id: string,
    recent: { readonly trail: Trail; readonly crossings: readonly Crossing[] },
  ) {
    this.#world = world;
    this.#report = report;
    this.mmsi = report.mmsi;
    this.onsetMs = first.onsetMs;
    this.id = id;
    this.#trail = recent.trail.since(first.onsetMs - BEFORE_ONSET_MS);
    for (const crossing of recent.crossings) this.#noteCrossing(crossing);
  }

  save(): EpisodeData {
    return {
      id: this.id,
      onsetMs: this.onsetMs,
      findings: this.#findings.save(),
      crossed: [...this.#crossed],
      trail: this.#trail.save(),
      report: this.#report,
      held: this.#held,
      worst: this.#worst,
      raisedMs: this.#raisedMs,
      actionableMs: this.#actionableMs,
      endedMs: this.#endedMs,
      isWithdrawn: this.#isWithdrawn,
      because: this.#because,
      lastFindingMs: this.#lastFindingMs,
      context: this.#context,
    };
  }

  static restore(world: EpisodeWorld, data: EpisodeData): Episode {
    const recent = { trail: new Trail(data.trail), crossings: [] };
    const episode = new Episode(world, data.report, data, data.id, recent);
    episode.#findings = EpisodeFindings.restore(data.findings);
    episode.#crossed.push(...data.crossed);
    episode.#held = data.held;
    episode.#worst = data.worst;
    episode.#raisedMs = data.raisedMs;
    episode.#actionableMs = data.actionableMs;
    episode.#endedMs = data.endedMs;
    episode.#isWithdrawn = data.isWithdrawn;
    episode.#because = data.because;
    episode.#lastFindingMs = data.lastFindingMs;
    episode.#context = data.context;
    return episode;
  }

  get isOpen(): boolean {
    return this.#endedMs < 0;
  }

  get isWithdrawn(): boolean {
    return this.#isWithdrawn;
  }

  /** Raised at least once: an alert, whatever became of it. */
  get isAlert(): boolean {
    return this.#raisedMs >= 0;
  }

  get lastFindingMs(): number {
    return this.#lastFindingMs;
  }

  /** Until when it lasted; without end while it is open. */
  get untilMs(): number {
    return this.isOpen ? Number.POSITIVE_INFINITY : this.#endedMs;
  }

  /** The newest report: where the ship is and who it says it is. */
  get report(): VesselReport {
    return this.#report;
  }

  /** The drawer it is in; the worst it was in once it is over. */
  get severity(): Severity | undefined {
    return this.isOpen ? this.#held.severity : this.#worst;
  }

  /** Takes one tick's report. `because` says why a detector let the ship go at this tick, if one did. */
  update(report: VesselReport, because?: string): void {
    if (!this.isOpen) return;
    this.#report = report;
    this.#context = this.#world.contextOf?.(report) ?? [];
    for (const finding of report.findings) {
      this.#findings.add(finding);
      this.#lastFindingMs = report.tickMs;
    }
    for (const crossing of report.crossings) this.#noteCrossing(crossing);
    this.#trail.extend(report);
    if (this.#findings.isWithdrawn) {
      this.#because = because;
      this.end(report.tickMs, true);
      return;
    }
    this.#settle(report.tickMs);
    const quietMs = report.tickMs - this.#lastFindingMs;
    if (!this.#findings.isOngoing && quietMs >= this.#world.config.episodeGapMin * MINUTE_MS)
      this.end(this.#lastFindingMs, false);
  }

  end(atMs: number, isWithdrawn: boolean): void {
    if (!this.isOpen) return;
    this.#endedMs = atMs;
    this.#isWithdrawn = isWithdrawn;
  }

  #noteCrossing(crossing: Crossing): void {
    // Onset is known to a few minutes only.
    if (crossing.timeMs < this.onsetMs - this.#world.config.crossedBeforeMin * MINUTE_MS) return;
    const isKnown = this.#crossed.some(
      (c) => c.assetId === crossing.assetId && Math.abs(c.timeMs - crossing.timeMs) < ONE_CROSSING_MS,
    );
    if (!isKnown && this.#crossed.length < MAX_CROSSED) this.#crossed.push(crossing);
  }

  /** Factors of evidence, and what they sum to with the prior. */
  evidence(): { readonly factors: readonly AlertFactor[]; readonly milliNats: number } {
    const found = this.#findings.factors(this.#because);
    const factors = this.#context.length === 0 ? found : combineFactors([found, this.#context]);
    return { factors, milliNats: evidenceMilliNats(this.#world.config.priorMilliNats, factors) };
  }

  leading(): Finding {
    return this.#findings.leading();
  }

  #atRisk(): AssetAtRisk[] {
    const { assets, config, watchStateOf } = this.#world;
    const isDisturbed = this.#context.some((f) => f.id === 'positions-disturbed');
    return assetsAtRisk(this.#report, assets, config.horizonMin, watchStateOf, isDisturbed ? DISTURBED_M : 0);
  }

  /** Sparse sampling, class B or a pleasure craft: nothing above watch is justified. */
  #isCapped(factors: readonly AlertFactor[]): boolean {
    const { isClassB, identity } = this.#report;
    const isSmall = isClassB || vesselClass(identity.shipType) === 'pleasure';
    const isSparse = this.#findings.samplingS() > this.#world.config.sparseSamplingS;
    return isSmall || isSparse || factors.some((f) => f.id === 'cap-at-watch');
  }

  #settle(tickMs: number): void {
    const { config } = this.#world;
    const { factors, milliNats } = this.evidence();
    const isNear = this.#atRisk().some((a) => a.minutesFrom <= config.callWithinMin);
    const now = severityOf(
      {
        evidenceMilliNats: milliNats,
        signs: independentSigns(factors, config.signMilliNats),
        isExposed: isNear || this.#crossed.length > 0,
        isCapped: this.#isCapped(factors),
      },
      config,
    );
    // Once raised it stays at least in the drawer until it ends: an alert is never hidden again.
    const shown = now ?? (this.isAlert ? 'watch' : undefined);
    this.#held = holdSeverity(this.#held, shown, tickMs, config.lowerAfterMin * MINUTE_MS);
    const { severity } = this.#held;
    if (severity === undefined) return;
    if (gravity(severity) < gravity(this.#worst)) this.#worst = severity;
    if (this.#raisedMs < 0) this.#raisedMs = tickMs;
    if (severity !== 'watch' && this.#actionableMs < 0) this.#actionableMs = tickMs;
  }

  /** Of one that was raised. */
  toAlert(): Alert {
    const { severity } = this;
    assert(severity !== undefined, `${this.id} was never raised`);
    const { config, assets, configurationHash } = this.#world;
    const report = this.#report;
    const { factors, milliNats } = this.evidence();
    const { kind, measures, assetId } = this.leading();
    const asset = assetId === undefined ? undefined : assets.get(assetId)?.name;
    const vessel = alertVessel(report.identity);
    const position = { lonE5: e5(report.lon), latE5: e5(report.lat) };
    const status = this.isOpen ? 'open' : this.#isWithdrawn ? 'withdrawn' : 'ended';
    const atRisk = this.#atRisk();
    const crossed = this.#crossed.map((c) => ({ name: assets.get(c.assetId)?.name ?? c.assetId, at: iso(c.timeMs) }));
    const evidence = factors.filter((f) => f.group !== 'exposure');
    const because = this.#because;
    return {
      schema: 'merivaht.alert/1',
      id: this.id,
      kind,
      severity,
      status,
      rank: 0,
      vessel,
      onsetAt: iso(this.onsetMs),
      raisedAt: iso(this.#raisedMs),
      ...(this.#actionableMs < 0 ? {} : { actionableAt: iso(this.#actionableMs) }),
      updatedAt: iso(report.tickMs),
      ...(this.isOpen ? {} : { endedAt: iso(this.#endedMs) }),
      ...(because === undefined ? {} : { withdrawnBecause: because }),
      position,
      ...(report.speedKn === undefined ? {} : { speedTenthKn: tenths(report.speedKn) }),
      ...(report.courseDeg === undefined ? {} : { courseDeg: wholeNumber(report.courseDeg) % 360 }),
      ...(report.headingDeg === undefined ? {} : { headingDeg: wholeNumber(report.headingDeg) % 360 }),
      ...(report.ownPaceKn === undefined ? {} : { ownPaceTenthKn: tenths(report.ownPaceKn) }),
      sentence: reasonSentence({ vessel, kind, measures, asset, crossed, next: atRisk[0], status, because }),
      vhfText: vhfText(vessel, position, kind, atRisk[0]?.name),
      measures: { ...measures },
      priorMilliNats: config.priorMilliNats,
      evidenceMilliNats: milliNats,
      speaksFor: evidence.filter((f) => f.milliNats > 0),
      speaksAgainst: evidence.filter((f) => f.milliNats <= 0),
      exposure: [
        ...factors.filter((f) => f.group === 'exposure').map((f) => ({ ...f, milliNats: 0 })),
        ...exposureFactors(status === 'open' ? atRisk : [], crossed),
      ],
      assetsAtRisk: status === 'open' ? atRisk : [],
      crossed: this.#crossed.map((c) => ({
        assetId: c.assetId,
        at: iso(c.timeMs),
        kpM: wholeNumber(c.kpM),
        sigmaS: wholeNumber(c.sigmaTimeMs / 1000),
        sigmaKpM: wholeNumber(c.sigmaKpM),
      })),
      profile: this.#trail.shown(),
      configurationHash,
    };
  }
}
