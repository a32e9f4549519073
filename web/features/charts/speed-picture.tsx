/** The speed chart of a series, with its legend and its summary in words. */
import { useMemo } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useAssetName } from '../../state/asset-names.ts';
import { useLive } from '../../state/use-live.ts';
import { useView } from '../../state/view-state.ts';
import { timeText } from '../../ui/time-text.ts';
import { chartColours } from './chart-colours.ts';
import { speedData, speedOptions } from './speed-plot.ts';
import { type SpeedSeries, speedFacts } from './speed-series.ts';
import { UplotHost } from './uplot-host.tsx';

export function SpeedPicture({ series }: { readonly series: SpeedSeries }) {
  const t = useText('charts');
  const { palette, atMs } = useView();
  const timeZone = useLive((s) => s.info?.timeZone) ?? 'UTC';
  const assetName = useAssetName();
  const markerS = atMs === undefined ? undefined : atMs / 1000;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are those of the palette
  const options = useMemo(() => {
    const words = { speed: t('speed'), pace: t('own-pace'), onset: t('onset'), assetName, timeZone };
    return speedOptions(series, chartColours(), words, markerS);
  }, [series, t, assetName, timeZone, markerS, palette]);
  const data = useMemo(() => speedData(series), [series]);
  const facts = speedFacts(series);
  if (facts === undefined) return <p className="mv-quiet">{t('no-speed')}</p>;
  const at = (atS: number): string => timeText(atS * 1000, timeZone).utc;
  const summary = [
    t('summary', {
      from: at(facts.fromS),
      to: at(facts.toS),
      least: facts.leastKn.toFixed(1),
      most: facts.mostKn.toFixed(1),
      last: facts.lastKn.toFixed(1),
    }),
    facts.lastPaceKn === undefined ? t('summary-no-pace') : t('summary-pace', { pace: facts.lastPaceKn.toFixed(1) }),
    series.onset === undefined ? '' : t('summary-onset', { at: at(series.onset.fromS) }),
    ...series.crossings.map((c) => t('summary-crossing', { asset: assetName(c.assetId), at: at(c.atS) })),
  ].join(' ');
  return (
    <>
      <UplotHost options={options} data={data} summary={summary} />
      <ul className="mv-chart-legend" aria-hidden="true">
        <li>
          <svg width="24" height="10" aria-hidden="true">
            <line x1="0" y1="5" x2="24" y2="5" stroke="var(--mv-watch)" strokeWidth="2.5" />
          </svg>
          {t('speed')}
        </li>
        <li>
          <svg width="24" height="10" aria-hidden="true">
            <line x1="0" y1="5" x2="24" y2="5" stroke="var(--mv-text)" strokeWidth="1.6" strokeDasharray="6 4" />
          </svg>
          {t('own-pace')}
        </li>
        {series.onset === undefined ? null : (
          <li>
            <span className="mv-chart-onset" />
            {t('onset')}
          </li>
        )}
        {series.crossings.length === 0 ? null : (
          <li>
            <svg width="24" height="12" aria-hidden="true">
              <line x1="12" y1="0" x2="12" y2="12" stroke="var(--mv-actionable)" strokeWidth="2" />
            </svg>
            {t('crossing')}
          </li>
        )}
      </ul>
    </>
  );
}
