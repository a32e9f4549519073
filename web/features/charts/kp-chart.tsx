/** Who crossed an asset where and when, and below it how well it was watched at that time. */
import { useMemo } from 'react';
import type { AssetPage } from '../../../src/contract/views.ts';
import { useText } from '../../i18n/use-text.ts';
import { useLive } from '../../state/use-live.ts';
import { openVessel, useView } from '../../state/view-state.ts';
import { becauseText } from '../../ui/because-text.ts';
import { timeText } from '../../ui/time-text.ts';
import { chartColours } from './chart-colours.ts';
import { classFrom, kpDots, kpSpan, stripPieces } from './kp-dots.ts';
import { kpData, kpOptions } from './kp-plot.ts';
import { UplotHost } from './uplot-host.tsx';

export function KpChart({ page }: { readonly page: AssetPage }) {
  const t = useText('charts');
  const { palette, atMs, language } = useView();
  const timeZone = useLive((s) => s.info?.timeZone) ?? 'UTC';
  const positions = useLive((s) => s.positions);
  const isHeard = useLive((s) => s.positions.size > 0);
  // The class of a ship does not change with its position: taken once for each answer of the node.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the table fills without becoming another
  const dots = useMemo(
    () =>
      kpDots(
        page.crossings,
        classFrom(positions.columns, (mmsi) => positions.rowOf(mmsi)),
      ),
    [page.crossings, positions, isHeard],
  );
  const span = useMemo(() => kpSpan(dots, page.hours), [dots, page.hours]);
  const markerS = atMs === undefined ? undefined : atMs / 1000;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are those of the palette
  const options = useMemo(() => {
    const words = {
      kp: t('kp-axis'),
      className: (dot: { vesselClass: string }) => className(t, dot.vesselClass),
      timeZone,
    };
    return kpOptions(dots, span ?? [0, 600], page.lengthM / 1000, chartColours(), words, markerS, openVessel);
  }, [dots, span, page.lengthM, t, timeZone, markerS, palette]);
  const data = useMemo(() => kpData(dots, span ?? [0, 600]), [dots, span]);
  if (span === undefined) return <p className="mv-quiet">{t('no-crossings')}</p>;
  const at = (atS: number): string => timeText(atS * 1000, timeZone, 'date').utc;
  const summary = t('kp-summary', { count: dots.length, from: at(span[0]), to: at(span[1]) });
  return (
    <>
      <UplotHost options={options} data={data} summary={summary} />
      <ul className="mv-strip" aria-label={t('strip')}>
        {stripPieces(page.hours, span[0], span[1]).map(({ left, width, period }) => (
          <li
            key={period.from}
            className="mv-strip-piece"
            data-state={period.state}
            title={`${stateWord(t, period.state)}: ${becauseText(period, language).text}`}
            style={{ left: `${left * 100}%`, width: `${width * 100}%` }}
          >
            <span className="mv-visually-hidden">
              {stateWord(t, period.state)}: {at(Date.parse(period.from) / 1000)} – {at(Date.parse(period.to) / 1000)}
            </span>
          </li>
        ))}
      </ul>
      <ul className="mv-chart-legend" aria-hidden="true">
        {(['watched', 'degraded', 'not-watched'] as const).map((state) => (
          <li key={state}>
            <span className="mv-strip-sample" data-state={state} />
            {t(`state-${state}`)}
          </li>
        ))}
      </ul>
    </>
  );
}

type Words = ReturnType<typeof useText<'charts'>>;
const classKeys = [
  'unknown',
  'cargo',
  'tanker',
  'passenger',
  'high-speed',
  'fishing',
  'service',
  'pleasure',
  'other',
] as const;
const className = (t: Words, vesselClass: string): string =>
  t(`class-${classKeys.find((c) => c === vesselClass) ?? 'unknown'}`);
const stateWord = (t: Words, state: string): string =>
  t(`state-${(['watched', 'degraded', 'not-watched'] as const).find((s) => s === state) ?? 'not-watched'}`);
