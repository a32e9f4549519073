/** The feed bar: what each source gives just now. That a socket is open means nothing; that messages arrive does. */
import { useState } from 'react';
import type { Feed } from '../../../src/contract/feed.ts';
import { useText } from '../../i18n/use-text.ts';
import { doAct } from '../../state/do-act.ts';
import { useLive } from '../../state/use-live.ts';
import { Because } from '../../ui/because.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Time } from '../../ui/time.tsx';
import { feedsInBar, shortAddress } from './feeds-in-bar.ts';

const NONE: readonly Feed[] = [];
const SHAPES: Readonly<Record<Feed['state'], string>> = { live: '●', silent: '◐', down: '✕', cut: '⊘', ended: '■' };

export function FeedBar() {
  const t = useText('feeds');
  const feeds = useLive((s) => s.state?.feeds) ?? NONE;
  const [isOpen, setIsOpen] = useState(false);
  const { shown, hidden } = feedsInBar(feeds);
  return (
    <section className="mv-feeds" aria-label={t('title')}>
      <div className="mv-feed-line">
        <button type="button" className="mv-link" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? '▾' : '▸'} {t('title')}
        </button>
        {feeds.length === 0 ? <span>{t('none')}</span> : null}
        {shown.map((feed) => (
          <span key={feed.feedId} className="mv-feed" data-state={feed.state} data-feed-id={feed.feedId}>
            <span aria-hidden="true">{SHAPES[feed.state]}</span> {feed.feedId}:{' '}
            <strong>{t(`state-${feed.state}`)}</strong> {t('rate', { rate: feed.messagesPerMin })}
            {feed.delayS === undefined ? '' : ` · ${t('delay', { delay: feed.delayS })}`}{' '}
            {feed.simulated === undefined ? null : <span className="mv-tag">{t('simulated')}</span>}
          </span>
        ))}
        {hidden === 0 ? null : <span>{t('more', { count: hidden })}</span>}
      </div>
      {isOpen ? <FeedTable feeds={feeds} /> : null}
    </section>
  );
}

function FeedTable({ feeds }: { readonly feeds: readonly Feed[] }) {
  const t = useText('feeds');
  return (
    <div className="mv-feed-table">
      <table className="mv-table">
        <thead>
          <tr>
            <th>{t('feed')}</th>
            <th>{t('state')}</th>
            <th>{t('messages')}</th>
            <th>{t('set-aside')}</th>
            <th>{t('last')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {feeds.map((feed) => (
            <tr key={feed.feedId}>
              <td>
                {feed.feedId} <span className="mv-quiet">{shortAddress(feed.address)}</span>
                {feed.simulated === undefined ? null : <span className="mv-tag">{t('simulated')}</span>}
              </td>
              <td>
                <strong>{t(`state-${feed.state}`)}</strong> {t('since')} <Time at={feed.since} />{' '}
                <span className="mv-quiet">
                  <Because told={feed} />
                </span>
              </td>
              <td>
                {t('rate', { rate: feed.messagesPerMin })} · {t('vessels', { count: feed.vesselsHeard })}
              </td>
              <td>
                {t('counts', {
                  setAside: feed.setAside,
                  untimed: feed.untimed,
                  late: feed.late,
                  dropped: feed.dropped,
                })}
              </td>
              <td>{feed.lastMessageAt === undefined ? '–' : <Time at={feed.lastMessageAt} precision="second" />}</td>
              <td>
                {feed.state === 'cut' ? (
                  <ConfirmButton
                    label={t('restore')}
                    question={t('restore-sure', { feed: feed.feedId })}
                    onConfirm={() =>
                      void doAct({ body: { kind: 'feed-restored', feedId: feed.feedId }, done: t('done-restored') })
                    }
                  />
                ) : (
                  <ConfirmButton
                    label={t('cut')}
                    question={t('cut-sure', { feed: feed.feedId })}
                    onConfirm={() =>
                      void doAct({ body: { kind: 'feed-cut', feedId: feed.feedId }, done: t('done-cut') })
                    }
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
