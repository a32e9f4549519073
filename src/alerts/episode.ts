/** One ship's behaviour from first sign to end: what its findings said, where it went, and which drawer it is in. */
import type { Alert, AlertFactor, Severity } from '../contract/alert.ts';
import type { Finding } from '../detectors/finding.ts';
import { MINUTE_MS } from '../geo/units.ts';
import type { AssetIndex } from '../infrastructure/asset-index.ts';
import type { Crossing } from '../infrastructure/crossing.ts';
import type { AlertConfig } from './alert-config.ts';
import { assetsAtRisk, type WatchState } from './exposure.ts';
import { reasonSentence } from './reason-sentence.ts';
import { combineFactors, evidenceMilliNats, independentSigns } from './score.ts';
import { SEVERITY_ORDER, severityOf } from './severity.ts';
import type { ProfilePoint, VesselReport } from './vessel-report.ts';
import { alertVessel } from './vessel-words.ts';
import { vhfText } from './vhf-text.ts';

const MAX_PROFILE = 240;
const MAX_CROSSED = 24;

export interface EpisodeWorld {
  readonly config: AlertConfig;
  readonly assets: AssetIndex;
  readonly configurationHash: string;
  readonly watchStateOf: (assetId: string) => WatchState;
}

const iso = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
const e5 = (deg: number): number => Math.round(deg * 1e5);

export class Episode {
  readonly id: string;
  readonly mmsi: number;
  readonly onsetMs: number;
  readonly #world: EpisodeWorld;
  /** The newest finding of each kind. */
  readonly #findings = new Map<string, Finding>();
  readonly #crossed: Crossing[] = [];
  #profile: ProfilePoint[] = [];
  #report: VesselReport;
  #severity: Severity | undefined;
  #lowerSinceMs = -1;
  #raisedMs = -1;
  #actionableMs = -1;
  #endedMs = -1;
  #isWithdrawn = false;
  #lastFindingMs = -1;
  #worst: Severity | undefined;

  constructor(world: EpisodeWorld, report: VesselReport, first: Finding) {
    this.#world = world;
    this.#report = report;
    this.mmsi = report.mmsi;
    this.onsetMs = first.onsetMs;
    this.id = `${report.mmsi}-${first.kind}-${iso(first.onsetMs).replace(/[-:]/g, '').slice(0, 13)}Z`;
    this.#profile = [...(report.history ?? [])];
  }

  get isOpen(): boolean {
    return this.#endedMs < 0;
  }

  /** Raised at least once: an alert, whatever became of it. */
  get isAlert(): boolean {
    return this.#raisedMs >= 0;
  }

  get lastFindingMs(): number {
    return this.#lastFindingMs;
  }

  /** The drawer it is in; the worst it was in once it is over. */
  get severity(): Severity | undefined {
    return this.isOpen ? this.#severity : this.#worst;
  }

  /** Takes one tick's report. */
  update(report: VesselReport): void {
    this.#report = report;
    for (const finding of report.findings) {
      this.#findings.set(finding.kind, finding);
      this.#lastFindingMs = report.tickMs;
    }
    for (const crossing of report.crossings)
      if (crossing.timeMs >= this.onsetMs && this.#crossed.length < MAX_CROSSED) this.#crossed.push(crossing);
    if (report.tickMs - report.lastHeardMs < MINUTE_MS) this.#extendProfile(report);
    this.#settle(report.tickMs);
    const last = [...this.#findings.values()];
    if (last.length > 0 && last.every((f) => f.phase !== 'ongoing')) {
      if (last.every((f) => f.phase === 'withdrawn')) this.end(report.tickMs, true);
      else if (report.tickMs - this.#lastFindingMs >= this.#world.config.episodeGapMin * MINUTE_MS)
        this.end(this.#lastFindingMs, false);
    }
  }

  end(atMs: number, isWithdrawn: boolean): void {
    if (!this.isOpen) return;
    this.#endedMs = atMs;
    this.#isWithdrawn = isWithdrawn;
  }

  #extendProfile(report: VesselReport): void {
    if (report.history === undefined || this.#profile.length === 0)
      this.#profile.push({
        timeMs: report.lastHeardMs,
        lon: report.lon,
        lat: report.lat,
        ...(report.speedKn === undefined ? {} : { speedKn: report.speedKn }),
        ...(report.ownPaceKn === undefined ? {} : { ownPaceKn: report.ownPaceKn }),
      });
    // Bounded: a two-day episode keeps every second point, then every fourth, ends and shape stay.
    if (this.#profile.length > 2 * MAX_PROFILE) this.#profile = this.#profile.filter((_, i) => i % 2 === 0);
  }

  #factors(): AlertFactor[] {
    return combineFactors([...this.#findings.values()].filter((f) => f.phase !== 'withdrawn').map((f) => f.factors));
  }

  #atRisk() {
    return assetsAtRisk(this.#report, this.#world.assets, this.#world.config.horizonMin, this.#world.watchStateOf);
  }

  /** Rises at once; falls only after it has been lower for a while. */
  #settle(tickMs: number): void {
    const { config } = this.#world;
    const factors = this.#factors();
    const callable = this.#atRisk().some((a) => a.minutesFrom <= config.callWithinMin);
    const isCapped = this.#report.isClassB || factors.some((f) => f.id === 'cap-at-watch');
    const now = severityOf(
      {
        evidenceMilliNats: evidenceMilliNats(config.priorMilliNats, factors),
        signs: independentSigns(factors, config.signMilliNats),
        isExposed: callable || this.#crossed.length > 0,
        isCapped,
      },
      config,
    );
    const order = (s: Severity | undefined): number => (s === undefined ? 9 : SEVERITY_ORDER[s]);
    if (order(now) <= order(this.#severity)) {
      this.#severity = now;
      this.#lowerSinceMs = -1;
    } else if (this.#lowerSinceMs < 0) this.#lowerSinceMs = tickMs;
    else if (tickMs - this.#lowerSinceMs >= config.lowerAfterMin * MINUTE_MS) {
      // Once raised it stays at least in the drawer until it ends: an alert is never hidden again.
      this.#severity = now ?? (this.isAlert ? 'watch' : undefined);
      this.#lowerSinceMs = -1;
    }
    if (this.#severity === undefined) return;
    if (order(this.#severity) < order(this.#worst)) this.#worst = this.#severity;
    if (this.#raisedMs < 0) this.#raisedMs = tickMs;
    if (this.#severity !== 'watch' && this.#actionableMs < 0) this.#actionableMs = tickMs;
  }

  /** The finding that weighs most: the alert's kind. */
  #leading(): Finding {
    const weight = (f: Finding): number =>
      f.factors.reduce((sum, x) => (x.group === 'exposure' ? sum : sum + x.milliNats), 0);
    return [...this.#findings.values()].sort((a, b) => weight(b) - weight(a) || (a.kind < b.kind ? -1 : 1))[0]!;
  }

  toAlert(): Alert {
    const { config, assets, configurationHash } = this.#world;
    const report = this.#report;
    const factors = this.#factors();
    const leading = this.#leading();
    const vessel = alertVessel(report.identity);
    const position = { lonE5: e5(report.lon), latE5: e5(report.lat) };
    const atRisk = this.#atRisk();
    const status = this.isOpen ? 'open' : this.#isWithdrawn ? 'withdrawn' : 'ended';
    const crossed = this.#crossed.map((c) => ({ name: assets.get(c.assetId)?.name ?? c.assetId, at: iso(c.timeMs) }));
    const next = atRisk[0];
    const evidence = factors.filter((f) => f.group !== 'exposure');
    return {
      schema: 'merivaht.alert/1',
      id: this.id,
      kind: leading.kind,
      severity: this.severity ?? 'watch',
      status,
      rank: 0,
      vessel,
      onsetAt: iso(this.onsetMs),
      raisedAt: iso(this.#raisedMs),
      ...(this.#actionableMs < 0 ? {} : { actionableAt: iso(this.#actionableMs) }),
      updatedAt: iso(report.tickMs),
      ...(this.isOpen ? {} : { endedAt: iso(this.#endedMs) }),
      position,
      ...(report.speedKn === undefined ? {} : { speedTenthKn: Math.round(report.speedKn * 10) }),
      ...(report.courseDeg === undefined ? {} : { courseDeg: Math.round(report.courseDeg) % 360 }),
      ...(report.headingDeg === undefined ? {} : { headingDeg: Math.round(report.headingDeg) % 360 }),
      ...(report.ownPaceKn === undefined ? {} : { ownPaceTenthKn: Math.round(report.ownPaceKn * 10) }),
      sentence: reasonSentence({
        vessel,
        kind: leading.kind,
        measures: leading.measures,
        crossed,
        next: status === 'open' ? next : undefined,
        status,
      }),
      vhfText: vhfText(vessel, position, leading.kind, next?.name),
      evidenceMilliNats: evidenceMilliNats(config.priorMilliNats, factors),
      speaksFor: evidence.filter((f) => f.milliNats > 0),
      speaksAgainst: evidence.filter((f) => f.milliNats <= 0),
      exposure: factors.filter((f) => f.group === 'exposure'),
      assetsAtRisk: status === 'open' ? atRisk : [],
      crossed: this.#crossed.map((c) => ({
        assetId: c.assetId,
        at: iso(c.timeMs),
        kpM: Math.round(c.kpM),
        sigmaS: Math.round(c.sigmaTimeMs / 1000),
        sigmaKpM: Math.round(c.sigmaKpM),
      })),
      profile: this.#shownProfile(),
      configurationHash,
    };
  }

  #shownProfile(): Alert['profile'] {
    const step = Math.max(1, Math.ceil(this.#profile.length / MAX_PROFILE));
    const last = this.#profile.length - 1;
    return this.#profile
      .filter((_, i) => i % step === 0 || i === last)
      .slice(-MAX_PROFILE)
      .map((p) => ({
        at: iso(p.timeMs),
        lonE5: e5(p.lon),
        latE5: e5(p.lat),
        ...(p.speedKn === undefined ? {} : { speedTenthKn: Math.round(p.speedKn * 10) }),
        ...(p.ownPaceKn === undefined ? {} : { ownPaceTenthKn: Math.round(p.ownPaceKn * 10) }),
      }));
  }
}
