/** The text of `pdqb help files`. */
import type { Installation } from "./installation.ts";

/** With the folder of this installation filled in. */
export function filesHelp({ home }: Installation): string {
  return `Files: everything of pdqb is in one folder that only you can read

  ${home}

  settings.json    Profiles: pinned companies, mapping, presets, settings.
                   No secret is in it. pdqb config path
  secrets.json     Tokens and client secrets (none with PDQB_SECRETS=keychain).
                   Never copy it elsewhere: two machines on one login end it
  ledger.db        Links, invoices as last read, writes and their outcome, and
                   the history. pdqb ledger path
  ledger.db-wal, ledger.db-shm
                   Belong to it while it is in use: never delete them
  locks/           Keeps two runs from doing the same thing; nothing to keep
  practice/        The practice services and their books

PDQB_HOME names another folder. Without it: ~/.config/pdqb on Linux
(XDG_CONFIG_HOME is obeyed), ~/Library/Preferences/pdqb on macOS,
%APPDATA%\\pdqb\\Config on Windows.

Copies. Keep a copy of the ledger: it knows which deal was billed by which
invoice. Copy it by command, which is safe also while pdqb runs:
  pdqb ledger backup [file]      beside the ledger, by time, if none is named
  pdqb ledger check              examines it and changes nothing
  pdqb ledger restore <file>     keeps the present one as ledger.db.before-...
  pdqb ledger rebuild            finds invoices by their markers in QuickBooks
A newer pdqb keeps a copy (ledger.db.before-N) before it changes the ledger's
form. A file that is damaged is left as it is, and never started over.

The folder must be on a disk of this machine: the ledger's locks do not hold on
network drives.

Elsewhere pdqb writes only what you name: a PDF, a page or workbook (--output),
an export, a copy of the ledger. Only you can read it (600), unless --mode says
otherwise. An existing PDF is replaced only when you confirm it, or with
--overwrite, and so is a symbolic link at the path of any file; what the link
points to is never changed. Node from 22.1 on may keep pdqb's compiled code in
~/.cache/pdqb (XDG_CACHE_HOME is obeyed), so that it starts sooner; it can be
deleted at any time.
`;
}
