/** Runs the replay: play, pause, speed, jump, start over. It always says that this is a reconstruction. */
import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { ReplayState } from '../../../src/contract/live.ts';
import type { ReplayCommand } from '../../../src/contract/views.ts';
import { translator } from '../../i18n/translate.ts';
import { useText } from '../../i18n/use-text.ts';
import { ApiError, postReplay } from '../../state/api.ts';
import { showToast } from '../../state/toasts.ts';
import { useLive } from '../../state/use-live.ts';
import { getView } from '../../state/view-state.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Time } from '../../ui/time.tsx';
import { progressPercent, readJump, SPEEDS } from './replay-times.ts';

async function send(command: ReplayCommand): Promise<void> {
  try {
    await postReplay(command);
  } catch (error) {
    const detail = error instanceof ApiError ? `${error.code}: ${error.message} ${error.remedy}` : String(error);
    showToast({ kind: 'failed', text: translator(getView().language, 'ui')('act-failed'), detail });
  }
}

export function ReplayBar() {
  const replay = useLive((s) => s.state?.replay);
  return replay === undefined ? null : <Bar replay={replay} />;
}

function Bar({ replay }: { readonly replay: ReplayState }) {
  const t = useText('replay');
  const dataAt = useLive((s) => s.state?.clock.dataAt) ?? replay.from;
  // A recording of one's own is no reconstruction.
  const isReconstruction = useLive((s) => s.info?.reconstruction !== undefined);
  const [jump, setJump] = useState('');
  const to = readJump(jump, dataAt, replay);
  const speeds = SPEEDS.some((s) => s === replay.speed) ? SPEEDS : [...SPEEDS, replay.speed];
  return (
    <section className="mv-replay" aria-label={t('title')}>
      <strong className="mv-tag mv-tag-reconstruction">{t(isReconstruction ? 'reconstruction' : 'replay')}</strong>
      <Button
        size="compact-sm"
        onClick={() => void send({ do: replay.playing ? 'pause' : 'play' })}
        disabled={replay.ended && !replay.playing}
      >
        {replay.playing ? `❚❚ ${t('pause')}` : `▶ ${t('play')}`}
      </Button>
      <NativeSelect
        size="xs"
        aria-label={t('speed')}
        title={replay.slowsAtHigh ? t('slows') : undefined}
        value={String(replay.speed)}
        data={speeds.map((s) => ({ value: String(s), label: t('times', { speed: s }) }))}
        onChange={({ currentTarget }) => void send({ do: 'speed', speed: Number(currentTarget.value) })}
      />
      <Button size="compact-sm" variant="default" onClick={() => void send({ do: 'jump', to: replay.beginAt })}>
        {t('to-begin')}
      </Button>
      <form
        className="mv-inline"
        onSubmit={(event) => {
          event.preventDefault();
          if (to !== undefined) void send({ do: 'jump', to });
        }}
      >
        <label>
          {t('jump-to')}{' '}
          <input
            className="mv-input"
            size={9}
            placeholder="HH:MM"
            value={jump}
            maxLength={20}
            onChange={({ currentTarget }) => setJump(currentTarget.value)}
          />{' '}
          UTC
        </label>
        <Button size="compact-sm" variant="default" type="submit" disabled={to === undefined}>
          {t('jump')}
        </Button>
      </form>
      <ConfirmButton
        label={t('start-over')}
        question={t('start-over-sure')}
        onConfirm={() => void send({ do: 'start-over' })}
      />
      <progress className="mv-progress" max={100} value={progressPercent(dataAt, replay)} aria-label={t('progress')} />
      <Time at={dataAt} precision="date" />
      {replay.seekingTo === undefined ? null : (
        <span role="status">
          {t('seeking')} <Time at={replay.seekingTo} />
        </span>
      )}
      {replay.ended ? <span>{t('ended')}</span> : null}
    </section>
  );
}
