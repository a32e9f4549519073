/** The header: theatre, clock, officer, language, palette; the banner of a reconstruction below it. */
import { lazy, Suspense } from 'react';
import { AlarmsBanner } from '../feeds/alarms-banner.tsx';
import { OfficerBadge } from '../officer/officer-badge.tsx';
import { SearchBox } from '../search/search-box.tsx';
import { SoundControl } from '../sound/sound-control.tsx';
import { LostServer } from './lost-server.tsx';
import { PageNav } from './page-nav.tsx';
import { PreferenceSwitches } from './preference-switches.tsx';
import { ReconstructionBanner } from './reconstruction-banner.tsx';
import { TheatreSwitch } from './theatre-switch.tsx';
import { WatchClock } from './watch-clock.tsx';

/** Asks for partners: not before the queue stands. */
const RecognisedNotice = lazy(() =>
  import('./recognised-notice.tsx').then((file) => ({ default: file.RecognisedNotice })),
);

export function Header() {
  return (
    <header className="mv-header">
      <LostServer />
      <div className="mv-header-row">
        <h1 className="mv-brand">Merivaht</h1>
        <TheatreSwitch />
        <SearchBox />
        <WatchClock />
        <SoundControl />
      </div>
      <div className="mv-header-row">
        <PageNav />
        <div className="mv-header-own">
          <OfficerBadge />
          <PreferenceSwitches />
        </div>
      </div>
      <ReconstructionBanner />
      <AlarmsBanner />
      <Suspense fallback={null}>
        <RecognisedNotice />
      </Suspense>
    </header>
  );
}
