/** The text of `pdqb help cron`: lines to copy, with the paths of this installation filled in. */
import type { Installation } from "./installation.ts";

/** A path stands on a line of its own, so that a long one cannot break a line that has to stay whole. */
export function cronHelp({ node, script, chosenHome }: Installation): string {
  const crontabHome = chosenHome === undefined ? "" : `\n  PDQB_HOME="${chosenHome}"`;
  const unitHome =
    chosenHome === undefined
      ? ""
      : `\n  Environment="PDQB_HOME=${chosenHome.replaceAll("%", "%%")}"`;
  return `Cron: keep the statuses fresh, and hear of what goes wrong

pdqb invoices refresh --quiet prints one line on stdout for each invoice whose
status changed, and nothing where none did:
  1042  Aurora Design Oy: open → paid
Errors go to stderr, and so does a warning before the login to QuickBooks ends.

  0  read; nothing more to do
  2  several profiles, and none named: add --profile NAME
  3  the ledger cannot be used, or belongs to a newer pdqb
  4  the connection is dead: pdqb connect quickbooks
  6  QuickBooks is out of reach or busy: the next run makes up for it
  7  some invoices could not be read, or not all results were written back to
     Pipedrive (pdqb config writeback); the rest was done
Two runs at once do no harm: the second waits for the first. Reading also keeps
the login alive, which ends after 100 days without use.

Crontab (crontab -e). Cron mails what is printed, and the last words of each
line alert you of every exit code other than 0:

  MAILTO=you@example.com${crontabHome}
  NODE="${node}"
  PDQB="${script}"
  */15 7-19 * * 1-5 "$NODE" "$PDQB" invoices refresh --quiet || echo "exit $?"
  0 6 * * 1-5 "$NODE" "$PDQB" doctor >/dev/null || echo "doctor: exit $?"
  30 6 * * 1-5 "$NODE" "$PDQB" report day || echo "report: exit $?"
  0 2 * * 0 "$NODE" "$PDQB" ledger backup >/dev/null || echo "backup: exit $?"

Without mail, a line in the system's log instead:

  */15 * * * * "$NODE" "$PDQB" invoices refresh --quiet || logger "pdqb: $?"

systemd, as your own user. ~/.config/systemd/user/pdqb-refresh.service:

  [Unit]
  Description=Statuses of invoices from QuickBooks
  [Service]
  Type=oneshot${unitHome}
  ExecStart="${unitWord(node)}" \\
    "${unitWord(script)}" \\
    invoices refresh --quiet
  ExecStopPost=/bin/sh -c '[ "$$EXIT_STATUS" = 0 ] || \\
    logger -p user.err "pdqb refresh: exit $$EXIT_STATUS"'

~/.config/systemd/user/pdqb-refresh.timer:

  [Unit]
  Description=Every quarter of an hour in working hours
  [Timer]
  OnCalendar=Mon..Fri 07..19:00/15
  Persistent=true
  [Install]
  WantedBy=timers.target

  systemctl --user enable --now pdqb-refresh.timer
  loginctl enable-linger        (so that it runs while you are logged out)
  journalctl --user -u pdqb-refresh

Jobs have no terminal, so pdqb asks nothing there. A job that creates invoices
needs --yes; --expect <digest> creates only what was reviewed (pdqb help json).
Secrets in the keychain can usually not be read by a job: PDQB_SECRETS=file.
After an update of Node or pdqb print these lines again: the paths may differ.
`;
}

/** systemd reads % and $ in a command. */
function unitWord(path: string): string {
  return path.replaceAll("%", "%%").replaceAll("$", "$$$$");
}
