/** The waterfall: what speaks for it and, of the same size, what speaks against it. */
import type { Alert } from '../../../src/contract/alert.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAssetName } from '../../state/asset-names.ts';
import { usePlaceName } from '../../state/place-names.ts';
import { useView } from '../../state/view-state.ts';
import { factorText } from '../../ui/alert-sentence.ts';
import { natsText } from '../../ui/units.ts';
import { barOf, type Step, type Waterfall, waterfall } from './waterfall.ts';

export function Evidence({ alert }: { readonly alert: Alert }) {
  const t = useText('alert');
  const { language } = useView();
  const assetName = useAssetName();
  const placeName = usePlaceName();
  const found = waterfall(alert);
  return (
    <section className="mv-evidence" aria-label={t('evidence')}>
      <h3>{t('evidence')}</h3>
      <p className="mv-quiet">{t('evidence-how', { prior: natsText(found.prior), sum: natsText(found.sum) })}</p>
      <div className="mv-evidence-sides">
        <Side
          kind="for"
          title={t('speaks-for')}
          sum={found.sumFor}
          steps={found.steps.for}
          scale={found}
          none={t('for-none')}
        />
        <Side
          kind="against"
          title={t('speaks-against')}
          sum={found.sumAgainst}
          steps={found.steps.against}
          scale={found}
          none={t('against-none')}
        />
      </div>
      {found.neither.length === 0 ? null : (
        <>
          <h4>{t('says-nothing')}</h4>
          <ul className="mv-plain mv-quiet">
            {found.neither.map((f) => (
              <li key={f.id}>{factorText(f, language, assetName, placeName)}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

interface SideProps {
  readonly kind: 'for' | 'against';
  readonly title: string;
  readonly sum: number;
  readonly steps: readonly Step[];
  readonly scale: Waterfall;
  readonly none: string;
}

function Side({ kind, title, sum, steps, scale, none }: SideProps) {
  const t = useText('alert');
  const { language } = useView();
  const assetName = useAssetName();
  const placeName = usePlaceName();
  return (
    <div className="mv-side" data-kind={kind}>
      <h4>
        {title} <span className="mv-nats">{natsText(sum)}</span>
      </h4>
      {steps.length === 0 ? <p>{none}</p> : null}
      <ol className="mv-steps">
        {steps.map(({ factor, from, to }, i) => {
          const { left, width } = barOf(from, to, scale);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a factor may stand twice, from two stretches
            <li key={`${factor.id}${i}`}>
              <span className="mv-bar" aria-hidden="true">
                <span style={{ left: `${left}%`, width: `${width}%` }} />
              </span>
              <span className="mv-nats">{natsText(factor.milliNats)}</span>{' '}
              {factorText(factor, language, assetName, placeName)}
              {factor.sign === undefined ? null : <span className="mv-tag">{t('independent-sign')}</span>}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
