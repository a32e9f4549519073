/**
 * The error catalogue: every error a user can meet has a code, a cause, a remedy and an exit status.
 * `docs/errors.md` is generated from it.
 */
export const ERRORS = {
  'MV-ARGUMENTS': { exit: 2, cause: 'The command line is wrong.', remedy: 'Run the command with --help.' },
  'MV-NODE-TOO-OLD': { exit: 2, cause: 'This Node cannot run TypeScript.', remedy: 'Install Node 24 or newer.' },
  'MV-INPUT-MISSING': {
    exit: 3,
    cause: 'A file or directory does not exist or cannot be read.',
    remedy: 'Check the path and its permissions.',
  },
  'MV-INPUT-EMPTY': {
    exit: 3,
    cause: 'Nothing readable was found in the input.',
    remedy:
      'Name files that hold AIS sentences, CSV or JSON positions; `--format` forces a format, `--columns` names the columns of a CSV.',
  },
  'MV-INPUT-UNTIMED': {
    exit: 3,
    cause: 'The input has positions but no times.',
    remedy: 'Give invented times with --start TIME --rate N; the run is marked so.',
  },
  'MV-REGION-UNKNOWN': {
    exit: 2,
    cause: 'There is no region of that name.',
    remedy: 'Use one of the listed names or the path of a region file.',
  },
  'MV-REGION-NONE': {
    exit: 2,
    cause: 'The positions lie in no shipped region.',
    remedy: 'Give --region FILE, and --assets FILE for its cables.',
  },
  'MV-DOCUMENT-INVALID': {
    exit: 2,
    cause: 'A document does not fit its schema.',
    remedy: 'Correct the fields named in the message.',
  },
  'MV-SCHEMA-UNKNOWN': {
    exit: 2,
    cause: 'A document has a schema or a major version this program does not know.',
    remedy: 'Use a newer Merivaht, or convert the document.',
  },
  'MV-ASSETS-INVALID': {
    exit: 2,
    cause: 'An asset file holds no usable line.',
    remedy: 'Give GeoJSON with LineString or MultiLineString features.',
  },
  'MV-COLUMNS-INVALID': {
    exit: 2,
    cause: 'The column map is wrong.',
    remedy: 'Write it as field=column pairs, as in `--columns mmsi=MMSI,lat=LAT,lon=LON,time=TIME`.',
  },
  'MV-SCENARIO-UNKNOWN': {
    exit: 2,
    cause: 'There is no scenario of that name.',
    remedy: 'Use one of the listed names.',
  },
  'MV-ADDRESS-REFUSED': {
    exit: 2,
    cause: 'The server was told to listen on an address that others can reach.',
    remedy: 'Use 127.0.0.1 or ::1 until logins exist.',
  },
  'MV-PORT-IN-USE': { exit: 2, cause: 'The port is taken.', remedy: 'Stop the other program or give another --port.' },
  'MV-DATA-LOCKED': {
    exit: 2,
    cause: 'Another Merivaht uses this data folder.',
    remedy: 'Stop it, or give another --data.',
  },
  'MV-DATA-VERSION': {
    exit: 2,
    cause: 'The data folder was written by a newer Merivaht.',
    remedy: 'Use that version, or restore a backup that this one can read.',
  },
  'MV-DATA-OTHER': {
    exit: 2,
    cause: 'The data folder was made with another recording, or with live feeds.',
    remedy: 'Give the source it was made with, or another --data; with --demo, --fresh begins anew.',
  },
  'MV-ERASE-OPEN': {
    exit: 2,
    cause: 'The vessel has an open alert, which rests on what was to be erased.',
    remedy: 'Start the watch, close the alert, stop the watch, and erase again.',
  },
  'MV-ERASE-UNFINISHED': {
    exit: 2,
    cause: 'An erasure was interrupted: part of what is kept still has the vessel.',
    remedy: 'Run the same `merivaht erase` again.',
  },
  'MV-JOURNAL-STOPPED': {
    exit: 1,
    cause: 'The disk refuses to take the journal: it is full or broken.',
    remedy: 'Make room; Merivaht tries again each second and goes on by itself.',
  },
  'MV-JOURNAL-BROKEN': {
    exit: 1,
    cause: 'The journal has a hole before its end, which no crash makes.',
    remedy: 'Restore a backup; keep the folder for inspection.',
  },
  'MV-ARCHIVE-FAILED': {
    exit: 1,
    cause: 'The archive of positions cannot be read or written.',
    remedy: 'Look at the disk and its room. Alerts, the logbook and the journal do not depend on the archive.',
  },
  'MV-SNAPSHOT-OTHER': {
    exit: 2,
    cause: 'A saved state was made with another configuration, other assets or another number of partitions.',
    remedy: 'Start with what it was made with, or let the journal be judged again from its beginning.',
  },
  'MV-SOURCE-INVALID': {
    exit: 2,
    cause: 'A --source cannot be understood.',
    remedy:
      'Write tcp://HOST:PORT, tcp-server://HOST:PORT, gpsd://HOST:PORT, udp://HOST:PORT, file:PATH, stdin: or replay:PATH; see docs/guides/connect-a-receiver.md.',
  },
  'MV-OFFICER-UNKNOWN': {
    exit: 2,
    cause: 'No officer of this node has that id.',
    remedy: 'Add the person with `merivaht officer add NAME`.',
  },
  'MV-OFFICER-OBSERVES': { exit: 2, cause: 'An observer looks and does not act.', remedy: 'Act as another officer.' },
  'MV-OFFICER-EXISTS': {
    exit: 2,
    cause: 'An officer of that name exists.',
    remedy: 'Give another name.',
  },
  'MV-PASSPHRASE': {
    exit: 2,
    cause: 'The passphrase is missing, too short or wrong.',
    remedy: 'Give at least 12 characters, at the prompt or with --passphrase-file.',
  },
  'MV-ACT-REFUSED': {
    exit: 2,
    cause: 'What the act names does not exist, or cannot be undone.',
    remedy: 'Reload the page and look at the present state.',
  },
  'MV-NOT-A-REPLAY': { exit: 2, cause: 'This theatre is live.', remedy: 'Only a replay can be paused or moved.' },
  'MV-NOT-FOUND': {
    exit: 2,
    cause: 'Nothing of that name or time is known.',
    remedy: 'Look at the list it came from again; /api/docs names every address.',
  },
  'MV-REQUEST-INVALID': {
    exit: 2,
    cause: 'A request does not fit what is described at /api/docs.',
    remedy: 'Correct the fields named in the message.',
  },
  'MV-HOST-REFUSED': {
    exit: 2,
    cause: 'A request names another host than this server.',
    remedy: 'Open the address that Merivaht printed when it started.',
  },
  'MV-ORIGIN-REFUSED': {
    exit: 2,
    cause: 'A page of another site asks this server.',
    remedy: 'Use the console that this server gives, or a program that sends no Origin.',
  },
  'MV-BUSY': {
    exit: 1,
    cause: 'The server does as much as it may at once, an answer takes too long, or it is stopping.',
    remedy: 'Close consoles that nobody looks at, ask for less, or try again.',
  },
  'MV-FONT-MISSING': {
    exit: 1,
    cause: 'This machine has no font for the language of a PDF.',
    remedy: 'Take the HTML page and print it, or install Noto Sans CJK (Debian: fonts-noto-cjk).',
  },
  'MV-BACKUP-INVALID': {
    exit: 2,
    cause: 'The backup is not whole: a file is missing or has another hash.',
    remedy: 'Use another backup.',
  },
  'MV-NO-IDENTITY': {
    exit: 2,
    cause: 'This node has no card yet, so nobody can be its partner.',
    remedy: 'Make one with `merivaht partner card`.',
  },
  'MV-IDENTITY-OPEN': {
    exit: 2,
    cause: "Others on this machine can read or change this node's keys.",
    remedy:
      'Run `chmod 700` on the folder `identity` and `chmod 600` on the file in it. If somebody may have read them, make new keys with the root key.',
  },
  'MV-CARD-OLD': {
    exit: 2,
    cause: "This node's card names a log that ended: the node was restored from a backup, and keeps a new log.",
    remedy:
      'Make the next card with `merivaht partner card --root-key FILE`, and hand it to every partner: they take nothing from the new log before.',
  },
  'MV-CARD-INVALID': {
    exit: 2,
    cause: 'A node card is damaged, has run out, or is not signed by the key it names.',
    remedy: 'Ask the partner for its card again, by a way you trust.',
  },
  'MV-WORDS-DIFFER': {
    exit: 2,
    cause: 'The twelve words are not those of both cards.',
    remedy: 'Read the words to the partner by telephone. If they differ, somebody stands between you: add no partner.',
  },
  'MV-AGREEMENT-INVALID': {
    exit: 2,
    cause: 'An agreement is not between these two cards, has run out, is too long, or is not signed as it must be.',
    remedy: 'Agree anew: `merivaht partner confirm` makes a fresh one.',
  },
  'MV-PARTNER-UNKNOWN': {
    exit: 2,
    cause: 'There is no such partner.',
    remedy: 'See `merivaht partner list`; add one with `merivaht partner add CARD`.',
  },
  'MV-PARTNER-STATE': {
    exit: 2,
    cause: 'The relation with this partner does not allow that now.',
    remedy: 'See its state with `merivaht partner list`.',
  },
  'MV-TWO-OFFICERS': {
    exit: 2,
    cause: 'This takes two officers, each with the own key.',
    remedy: 'Name a second officer who is no observer, and give both passphrases.',
  },
  'MV-RELEASE-DENIED': {
    exit: 2,
    cause: 'The release gate does not let this leave the node.',
    remedy: 'The message says which part of the label or the agreement forbids it.',
  },
  'MV-PREVIEW-OLD': {
    exit: 2,
    cause: 'What would be released is no longer what was previewed.',
    remedy: 'Look at the preview again.',
  },
  'MV-LOG-FORKED': {
    exit: 1,
    cause: "Another process has written this node's log.",
    remedy: 'Run one node on a data folder. Start it again.',
  },
  'MV-LOG-OLDER': {
    exit: 1,
    cause: 'The log is older than what was published from it: an old copy of the folder.',
    remedy: 'Restore with `merivaht restore`, which begins a new log that cites the old one.',
  },
  'MV-LOG-BROKEN': {
    exit: 1,
    cause:
      'What is kept of the log does not give the checkpoint that was signed: it was changed, or part of it is lost.',
    remedy:
      'Keep the folder for inspection. Restore with `merivaht restore`, which begins a new log that cites the old one.',
  },
  'MV-OUTPUT-FAILED': {
    exit: 1,
    cause: 'The result could not be written.',
    remedy: 'Check that the directory can be written and has room.',
  },
  'MV-INTERNAL': { exit: 1, cause: 'Merivaht has a defect.', remedy: 'Report it with the message and the command.' },
} as const satisfies Record<string, { exit: number; cause: string; remedy: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** Operating trouble that a user can mend: says what happened (message) and what to do (remedy). */
export class MerivahtError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, what: string, options?: { readonly cause?: unknown }) {
    super(what, options);
    this.name = 'MerivahtError';
    this.code = code;
  }

  get exitStatus(): number {
    return ERRORS[this.code].exit;
  }

  get remedy(): string {
    return ERRORS[this.code].remedy;
  }
}
